#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "wire/source.h"

namespace dateline::wire {

/// What arrived: bytes and where, when and for whom they were fetched. Nothing is read into them yet.
struct FetchedPage {
  std::string url;           ///< As asked for; for a file, the URL the caller names, or "".
  std::string final_url;     ///< After redirects; equal to `url` otherwise.
  std::string content_type;  ///< Lower case, without parameters; may be "".
  std::string charset;       ///< As the transport says; may be "".
  std::string body;          ///< Unpacked bytes.
  Instant fetched_at{};
  std::optional<Outlet> outlet;  ///< Of the source it was fetched for.
  Rights rights = Rights::kSnippet;
};

/// What kind of document bytes are, by looking at them (servers lie), then by `content_type`.
enum class DocumentKind { kHtml, kFeed, kOpml, kWarc, kJsonLines, kEmpty, kUnknown };
DocumentKind sniff(std::string_view bytes, std::string_view content_type = {});

}  // namespace dateline::wire
