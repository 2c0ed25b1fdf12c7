/* Stands in for a runc that never returns: keeps its command line and waits. */
#include <unistd.h>
int main(void) {
  for (;;) pause();
}
