/** The shortest use of the library, as the README shows it: run it from the project's folder. */
// #region all
import { diagnose } from "stackgraph";
import { readIncident } from "stackgraph/node";

const { files } = await readIncident(["samples/docker-20.10.24-exec-hang"]);
const diagnosis = await diagnose(files);
for (const { victims, end } of diagnosis.chains) console.log(`${victims} goroutines: ${end.text}`);
// #endregion all
