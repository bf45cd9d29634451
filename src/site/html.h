#pragma once
// Markup of our own, as a type. A template is a literal that is read when the program is compiled: how many
// placeholders, and what stands around each of them, so that a value can only be put where its type is safe.
//
//   Html page;
//   page.add(R"(<a class="kicker" href="{}">{}</a>)", section_path(name), name);
//
// Does not compile: an unquoted attribute, a placeholder in <script>, <style>, a comment or a tag's name, any on* or
// style attribute (our Content-Security-Policy refuses those), text where an address belongs, markup inside an
// attribute.

#include <charconv>
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "markup/sanitizer.h"
#include "site/template_check.h"
#include "text/url.h"

namespace dateline::site {

/// Percent-encodes all but RFC 3986's unreserved characters.
std::string percent_encode(std::string_view text);

/// The address of a link: a path on this site, made of encoded parts, or a checked http(s) URL. Nothing else can become
/// one, so no `javascript:` and no `//elsewhere`.
class Href {
 public:
  /// "/a/b%20c" of {"a", "b c"}; "/" of {}.
  static Href path(std::initializer_list<std::string_view> segments);
  static Href to(const text::Url& url) { return Href(url.str()); }
  /// A place on the same page: "#replies".
  static Href here(std::string_view fragment) { return Href("#" + percent_encode(fragment)); }

  /// The path with one more part at its end; a query stays behind it.
  Href under(std::string_view segment) const;
  /// The same with one more parameter in its query, or with a fragment.
  Href with(std::string_view name, std::string_view value) const;
  Href at(std::string_view fragment) const;
  /// This path on the site that people know as `public_url` ("https://example.org").
  Href on(std::string_view public_url) const { return Href(std::string(public_url) + text_); }

  const std::string& str() const { return text_; }
  bool operator==(const Href&) const = default;

 private:
  explicit Href(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// The sizes that a picture is there in, for the attribute srcset.
class Srcset {
 public:
  /// `address` has no comma or space in it: Href::path() encodes both.
  Srcset& add(const Href& address, int width) {
    text_ += (text_.empty() ? "" : ", ") + address.str() + " " + std::to_string(width) + "w";
    return *this;
  }
  const std::string& str() const { return text_; }

 private:
  std::string text_;
};

/// An attribute that is there or not; stands where an attribute's name would: `<input {}>`.
class Flag {
 public:
  static Flag checked(bool on) { return Flag("checked", on); }
  static Flag selected(bool on) { return Flag("selected", on); }
  static Flag open(bool on) { return Flag("open", on); }
  static Flag autofocus(bool on) { return Flag("autofocus", on); }
  static Flag current_page(bool on) { return Flag(R"(aria-current="page")", on); }
  static Flag hidden(bool on) { return Flag("hidden", on); }
  static Flag required(bool on) { return Flag("required", on); }
  static Flag invalid(bool on) { return Flag(R"(aria-invalid="true")", on); }

  std::string_view str() const { return on_ ? text_ : std::string_view(); }

 private:
  Flag(std::string_view text, bool on) : text_(text), on_(on) {}
  std::string_view text_;
  bool on_;
};

/// JSON for a data block, <script type="...json">, which browsers do not run, so that the Content-Security-Policy
/// leaves it alone. Nothing in it can end the element or look like markup: `<`, `>`, `&`, U+2028 and U+2029 stand as
/// JSON's escapes, which mean the same to whoever reads the JSON.
class DataBlock {
 public:
  static DataBlock of(std::string_view json);
  const std::string& str() const { return text_; }

 private:
  std::string text_;
};

class Html;

template <class T>
consteval Slot slot_for() {
  if constexpr (std::same_as<T, Html> || std::same_as<T, markup::SanitizedHtml>)
    return Slot::kMarkup;
  else if constexpr (std::same_as<T, Href>)
    return Slot::kHref;
  else if constexpr (std::same_as<T, Srcset>)
    return Slot::kSrcset;
  else if constexpr (std::same_as<T, Flag>)
    return Slot::kFlag;
  else if constexpr (std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>)
    return Slot::kText;
  else if constexpr (std::convertible_to<const T&, std::string_view>)
    return Slot::kText;
  else
    return Slot::kRefused;
}

/// A literal that fits its values, or the program does not compile (template_check.h says what is refused).
template <class... Values>
class Template {
 public:
  template <std::size_t n>
  consteval Template(const char (&literal)[n])
      : text_(literal, n - 1) {  // NOLINT: implicit, so that add("...") reads well
    constexpr Slot slots[] = {slot_for<std::remove_cvref_t<Values>>()..., Slot::kRefused};
    refuse(template_fault(text_, slots, sizeof...(Values)));
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Html {
 public:
  Html() = default;

  template <class... Values>
  Html& add(Template<std::type_identity_t<Values>...> markup, const Values&... values) {
    std::string_view rest = markup.text();
    (put(rest, values), ...);
    out_ += rest;
    return *this;
  }
  Html& add(const Html& other) {
    out_ += other.out_;
    return *this;
  }

  /// <script type="application/ld+json">: what search engines read of the page.
  Html& add(const DataBlock& linked_data);

  bool empty() const { return out_.empty(); }
  const std::string& str() const& { return out_; }
  std::string str() && { return std::move(out_); }

 private:
  template <class T>
  void put(std::string_view& rest, const T& value) {
    const auto at = rest.find("{}");
    out_ += rest.substr(0, at);
    rest.remove_prefix(at + 2);
    if constexpr (std::integral<T>) {
      char digits[24];
      out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    } else if constexpr (std::same_as<T, Html> || std::same_as<T, markup::SanitizedHtml> || std::same_as<T, Flag>) {
      out_ += value.str();
    } else if constexpr (std::same_as<T, Href> || std::same_as<T, Srcset>) {
      escape(value.str());
    } else {
      escape(value);
    }
  }
  void escape(std::string_view text);

  std::string out_;
};

/// One piece of markup as a value.
template <class... Values>
Html html(Template<std::type_identity_t<Values>...> markup, const Values&... values) {
  Html piece;
  piece.add(markup, values...);
  return piece;
}

}  // namespace dateline::site
