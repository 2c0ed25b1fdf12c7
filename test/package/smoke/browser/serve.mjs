import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

const html = '<!doctype html><meta charset="utf-8"><body><script type="module" src="page.js"></script>';
/** The page may load nothing but what stands here, and run no text as code. */
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'";

/** Serves the page, its script and the files of the incidents on 127.0.0.1; the server emits "result" with what the page posts. */
export async function serve(script, incidents) {
  const pages = new Map([
    ["/", ["text/html", html]],
    ["/page.js", ["text/javascript", script]],
  ]);
  const add = ({ name, bytes }) => {
    const path = `/file/${pages.size}`;
    pages.set(path, ["application/octet-stream", bytes]);
    return { name, path };
  };
  const index = incidents.map(({ name, files }) => ({ name, files: files.map(add) }));
  pages.set("/incidents", ["application/json", JSON.stringify(index)]);

  const server = createServer(async (request, response) => {
    if (request.method === "POST") server.emit("result", await json(request));
    const [type, body] = pages.get(request.url) ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": type ?? "text/plain", "content-security-policy": policy });
    response.end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
