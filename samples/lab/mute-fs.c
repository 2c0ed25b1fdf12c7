/* mute-fs FOLDER: mounts a FUSE file system there that never answers, as a network file system whose server is gone. Dies only when killed. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>
int main(int count, char **words) {
  char options[100];
  int device = open("/dev/fuse", O_RDWR);
  if (count != 2 || device < 0) return 1;
  snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other", device);
  if (mount("storage", words[1], "fuse", 0, options) != 0) return 2;
  for (;;) pause();
}
