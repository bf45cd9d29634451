#pragma once

#include <string>
#include <string_view>

#include "net/http_client.h"
#include "wire/source.h"

namespace dateline::wire {

/// What the publisher of a page lets us do with it, by what the page and its answer say: X-Robots-Tag,
/// <meta name="robots">, <meta name="dateline">, and the W3C's tdm-reservation as a field and as a meta.
///
/// | rule                                              | means to dateline                                         |
/// |---------------------------------------------------|-----------------------------------------------------------|
/// | noindex, none, noarchive                          | the page's text is not kept                               |
/// | unavailable_after, whatever the date              | not kept: nothing here would take it away in time         |
/// | tdm-reservation: 1, noai                          | not kept: grouping is mining of text                      |
/// | nosnippet, max-snippet below 400                  | headline and link are shown (kLink), not two sentences    |
/// | max-snippet of 400 or more                        | two sentences (kSnippet), which is 400 characters at most |
/// | noimageindex, noimageai, max-image-preview: none  | the page's picture is not shown                           |
/// | nofollow, indexifembedded, notranslate and others | nothing: we follow no links and do no such thing          |
///
/// What is not kept leaves the feed's own words, which the publisher sends out to be read. Of several declarations the
/// strictest holds, those for everybody and those for "dateline" alike, and no later one takes it back. Reasons:
/// docs/decisions/0016.
struct PageRules {
  std::string why_not_kept;  ///< The rule and where it stands: "noindex, by its X-Robots-Tag"; "" when it may be kept.
  Rights at_most = Rights::kFull;
  bool picture_may_be_shown = true;

  bool operator==(const PageRules&) const = default;
};

/// Of an answer whose body, if it is HTML, is parsed as read_page() does. Any bytes; linear; any thread.
PageRules page_rules(const net::FetchResponse& response);

}  // namespace dateline::wire
