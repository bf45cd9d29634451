#pragma once
// Inside article/: what the words beside a date say that it is of.

#include <string_view>

namespace dateline::article {

/// Whether a line says that its date is of a change and not of publishing: "Updated March 3", "Stand: 3. März", in some
/// twenty languages. "Published March 1, updated March 3" is of both, and its first date is of publishing: no.
bool says_changed(std::string_view line);

/// Whether it says that its date is of publishing: "Posted on March 1".
bool says_published(std::string_view line);

}  // namespace dateline::article
