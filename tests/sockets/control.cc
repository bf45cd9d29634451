// What check_sockets.cmake must refuse: a connection that nobody asked the gate about.
#include <sys/socket.h>

int connect_around_the_gate(int socket, const sockaddr* address, socklen_t size) {
  return ::connect(socket, address, size);
}
