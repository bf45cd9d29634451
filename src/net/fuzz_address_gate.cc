#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/address_gate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dateline::net::AddressGate;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const AddressGate closed;
  const bool passes = closed.check(text).has_value();
  const std::vector<std::string> blocks = {std::string(text)};
  if (const auto gate = AddressGate::with_allowed(blocks)) {
    // What an operator allows passes, and allowing something never closes the gate for the rest.
    if (text.find('/') == std::string_view::npos) DATELINE_CHECK(gate->check(text).has_value());
    DATELINE_CHECK(gate->check("1.1.1.1").has_value());
  }
  if (passes) DATELINE_CHECK(text.find('/') == std::string_view::npos);
  return 0;
}
