#include "net/scripted_names.h"

#include <dlfcn.h>
#include <netdb.h>

#include <map>
#include <mutex>

namespace dateline::net {
namespace {

struct Script {
  std::vector<std::vector<std::string>> answers;
  std::size_t asked = 0;
};
std::mutex mutex;  // Guards `scripts`; libcurl resolves on threads of its own.
std::map<std::string, Script> scripts;

}  // namespace

ScriptedName::ScriptedName(std::string name, std::vector<std::vector<std::string>> answers) : name_(std::move(name)) {
  const std::lock_guard lock(mutex);
  scripts[name_] = {std::move(answers), 0};
}

ScriptedName::~ScriptedName() {
  const std::lock_guard lock(mutex);
  scripts.erase(name_);
}

}  // namespace dateline::net

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
  using namespace dateline::net;
  static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  addrinfo numbers_only = hints ? *hints : addrinfo{};
  numbers_only.ai_flags |= AI_NUMERICHOST;
  if (node == nullptr || real(node, service, &numbers_only, result) == 0)
    return node ? 0 : real(node, service, hints, result);
  std::vector<std::string> addresses;
  {
    const std::lock_guard lock(mutex);
    const auto found = scripts.find(node);
    if (found == scripts.end()) return EAI_NONAME;
    Script& script = found->second;
    addresses = script.answers[std::min(script.asked++, script.answers.size() - 1)];
  }
  addrinfo* all = nullptr;
  addrinfo** end = &all;
  for (const std::string& address : addresses) {
    if (real(address.c_str(), service, &numbers_only, end) != 0) continue;
    while (*end) end = &(*end)->ai_next;
  }
  *result = all;  // freeaddrinfo() frees each element for itself, so lists may be joined.
  return all ? 0 : EAI_NONAME;
}
