#pragma once
// Inside wire/: the Link field of an answer (RFC 8288), which declares feeds, hubs and a document's own address.

#include <optional>
#include <string>
#include <string_view>

namespace dateline::wire {

/// Reads the links of a Link field from left to right; several fields are joined by commas. What is broken is passed
/// over up to the next comma. Linear. The field must outlive it.
class LinkReader {
 public:
  explicit LinkReader(std::string_view field) : rest_(field) {}

  struct Link {
    std::string target;  ///< As written: it may be relative, or no address at all.
    std::string rel{};   ///< Names with spaces between; the first that is given counts (section 3.3).
    std::string type{};
    bool of_another = false;  ///< It has an anchor: what it says is not about this document.
  };
  std::optional<Link> next();

 private:
  void read_parameters(Link& link);
  std::string_view token();
  std::string quoted();
  void skip_to_comma();
  void skip(std::string_view chars);
  bool take(char c);

  std::string_view rest_;
};

/// Is `name`, in lower case, among the names of a `rel`?
bool has_relation(std::string_view rel, std::string_view name);

}  // namespace dateline::wire
