#pragma once
// Inside wire/: what the fields of feeds have in common, whatever format they come in.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "text/url.h"

namespace dateline::wire {

/// HTML as one line of text: tags gone, entities decoded. What is no markup after all ("a <b") stays as it is.
std::string plain_line(std::string_view html);

/// Plain text as HTML.
std::string escape_html(std::string_view text);

/// An author as readers know them: "desk@example.org (Jo Doe)" and "Jo Doe <desk@example.org>" -> "Jo Doe"; "" for a
/// mere e-mail address, which is nobody's byline and must not be published.
std::string author_name(std::string_view text);

/// A line without the words that are e-mail addresses ("a@b.example", and not "@handle").
std::string without_addresses(std::string line);

/// Whether text that should be HTML is HTML escaped once more: "&lt;p&gt;Oil&lt;/p&gt;".
bool is_escaped_twice(std::string_view html);
/// Whether a character reference stands in it: "AT&amp;T".
bool has_entity(std::string_view text);
/// "3600", "59:30", "1:02:03"; absent when it is none of these, or longer than a year.
std::optional<std::chrono::seconds> seconds_in(std::string_view text);

/// ASCII letters made small.
std::string lower(std::string_view text);

/// Whether this is an absolute URL of letters and digits that the standard's parser would give back as it is, which
/// most are.
bool is_plain_url(std::string_view url);

/// `reference` as an absolute http(s) URL; "" if it cannot be made one.
std::string absolute_url(std::string_view reference, const std::optional<text::Url>& base);

/// RFC 4648, as Atom 0.3 allows it, white space passed over; absent when it is not base 64.
std::optional<std::string> decode_base64(std::string_view text);

/// Whether an address or a media type is that of a picture.
bool is_picture(std::string_view media_type, std::string_view url);

}  // namespace dateline::wire
