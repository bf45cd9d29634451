#pragma once
// Reads a template at compile time the way a browser's tokenizer would (WHATWG HTML section 13.2.5, the part that our
// own templates need) and says what is wrong with it. html.h calls it; the tests call it with what must be refused.

#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace dateline::site {

/// Where a value may stand.
enum class Slot {
  kText,     ///< Characters: in text and in quoted attributes.
  kMarkup,   ///< Between tags only.
  kHref,     ///< The whole of an attribute that is an address.
  kSrcset,   ///< The whole of srcset, a list of addresses.
  kFlag,     ///< Instead of an attribute.
  kRefused,  ///< No value of this type goes into a page.
};

enum class TemplateFault {
  kNone,
  kWrongNumberOfValues,
  kValueOfNoKnownType,
  kStrayBrace,  ///< Only {} is a placeholder; no other brace belongs into markup.
  kUnquotedAttribute,
  kPlaceholderInTagName,
  kPlaceholderInScript,  ///< Also: script or style with anything inside.
  kPlaceholderInComment,
  kEventOrStyleAttribute,  ///< on*, style, srcdoc.
  kAddressNeedsHref,       ///< href="{}" takes an Href and nothing beside it, srcset="{}" a Srcset.
  kHrefOutsideAddress,
  kMarkupOutsideText,  ///< Markup in an attribute, in <title> or in <textarea>.
  kFlagOutsideTag,
  kUnfinished,              ///< Ends inside a tag, a comment, a <title> or a <textarea>.
  kTextareaWithoutNewline,  ///< A parser drops the first newline of a textarea: write one before the placeholder.
};

namespace check {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  for (std::string_view w : words) {
    if (w == word) return true;
  }
  return false;
}
constexpr bool is_address(std::string_view attribute) {
  return one_of(attribute, {"href", "src", "action", "formaction", "poster", "cite", "data", "manifest", "background",
                            "ping", "xlink:href"});
}
constexpr bool is_forbidden(std::string_view attribute) {
  return attribute.starts_with("on") || one_of(attribute, {"style", "srcdoc"});
}

}  // namespace check

constexpr TemplateFault template_fault(std::string_view text, const Slot* slots, std::size_t count) {
  using enum TemplateFault;
  std::size_t i = 0, used = 0;
  std::string_view raw;  // The element whose end tag is awaited: script, style, title, textarea; else "".
  const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : '\0'; };
  const auto placeholder = [&](std::size_t k) { return at(k) == '{' && at(k + 1) == '}'; };
  const auto take = [&](Slot& slot) {
    if (used >= count) return false;
    slot = slots[used++];
    i += 2;
    return true;
  };

  while (i < text.size()) {
    Slot slot{};
    if (placeholder(i)) {
      if (raw == "script" || raw == "style") return kPlaceholderInScript;
      if (raw == "textarea" && at(i - 1) == '>') return kTextareaWithoutNewline;
      if (!take(slot)) return kWrongNumberOfValues;
      if (slot == Slot::kRefused) return kValueOfNoKnownType;
      if (slot == Slot::kHref || slot == Slot::kSrcset) return kHrefOutsideAddress;
      if (slot == Slot::kFlag) return kFlagOutsideTag;
      if (slot == Slot::kMarkup && !raw.empty()) return kMarkupOutsideText;
      continue;
    }
    const char c = text[i];
    if (c == '{' || c == '}') return kStrayBrace;
    if (c != '<') {
      if (raw == "script" || raw == "style") return kPlaceholderInScript;
      ++i;
      continue;
    }

    if (text.substr(i).starts_with("<!--") || at(i + 1) == '!' || at(i + 1) == '?') {
      const std::string_view end = text.substr(i).starts_with("<!--") ? "-->" : ">";
      const auto stop = text.find(end, i);
      if (stop == std::string_view::npos) return kUnfinished;
      if (text.substr(i, stop - i).find("{}") != std::string_view::npos) return kPlaceholderInComment;
      i = stop + end.size();
      continue;
    }

    const bool closing = at(i + 1) == '/';
    std::size_t name_at = i + 1 + (closing ? 1 : 0);
    if (placeholder(name_at)) return kPlaceholderInTagName;
    if (!check::is_letter(at(name_at))) return kStrayBrace;  // A bare '<': write &lt;
    i = name_at;
    while (i < text.size() && !check::is_space(text[i]) && text[i] != '>' && text[i] != '/') {
      if (text[i] == '{') return kPlaceholderInTagName;
      ++i;
    }
    const std::string_view tag = text.substr(name_at, i - name_at);
    if (!raw.empty() && !(closing && tag == raw)) return kUnfinished;

    while (true) {  // Attributes.
      while (check::is_space(at(i)) || at(i) == '/') ++i;
      if (i >= text.size()) return kUnfinished;
      if (text[i] == '>') {
        ++i;
        break;
      }
      if (placeholder(i)) {
        if (!check::is_space(text[i - 1])) return kPlaceholderInTagName;
        if (!take(slot)) return kWrongNumberOfValues;
        if (slot != Slot::kFlag) return kPlaceholderInTagName;
        if (!check::is_space(at(i)) && at(i) != '>' && at(i) != '/') return kPlaceholderInTagName;
        continue;
      }
      const std::size_t attribute_at = i;
      while (i < text.size() && !check::is_space(text[i]) && text[i] != '>' && text[i] != '/' && text[i] != '=') {
        if (text[i] == '{' || text[i] == '}' || text[i] == '"' || text[i] == '\'') return kPlaceholderInTagName;
        ++i;
      }
      const std::string_view attribute = text.substr(attribute_at, i - attribute_at);
      if (check::is_forbidden(attribute)) return kEventOrStyleAttribute;
      if (at(i) != '=') continue;
      ++i;
      const char quote = at(i);
      if (quote != '"' && quote != '\'') return kUnquotedAttribute;
      const std::size_t value_at = ++i;
      while (true) {
        if (i >= text.size()) return kUnfinished;
        if (text[i] == quote) break;
        if (placeholder(i)) {
          const bool whole = i == value_at && at(i + 2) == quote;
          if (!take(slot)) return kWrongNumberOfValues;
          if (slot == Slot::kRefused) return kValueOfNoKnownType;
          if (check::is_address(attribute)) {
            if (slot != Slot::kHref || !whole) return kAddressNeedsHref;
          } else if (attribute == "srcset") {
            if (slot != Slot::kSrcset || !whole) return kAddressNeedsHref;
          } else {
            if (slot == Slot::kHref || slot == Slot::kSrcset) return kHrefOutsideAddress;
            if (slot == Slot::kFlag) return kFlagOutsideTag;
            if (slot == Slot::kMarkup) return kMarkupOutsideText;
          }
          continue;
        }
        if (text[i] == '{' || text[i] == '}') return kStrayBrace;
        ++i;
      }
      ++i;
    }
    if (closing) {
      raw = {};
    } else if (check::one_of(tag, {"script", "style", "title", "textarea"})) {
      raw = tag;
    }
  }
  if (!raw.empty()) return kUnfinished;
  return used == count ? kNone : kWrongNumberOfValues;
}

// Named, so that the compiler's error says what is wrong: "call to non-'constexpr' function 'template_has_...'".
void template_has_a_wrong_number_of_values();
void template_takes_no_value_of_this_type();
void template_has_a_stray_brace_or_less_than_sign();
void template_has_an_unquoted_attribute();
void template_has_a_placeholder_in_a_tag();
void template_has_a_placeholder_in_script_or_style();
void template_has_a_placeholder_in_a_comment();
void template_has_an_event_or_style_attribute();
void template_address_must_be_one_href();
void template_href_stands_outside_an_address();
void template_markup_stands_outside_of_text();
void template_flag_stands_outside_of_a_tag();
void template_is_unfinished();
void template_textarea_needs_a_newline_first();

constexpr void refuse(TemplateFault fault) {
  switch (fault) {
    using enum TemplateFault;
    case kNone:
      return;
    case kWrongNumberOfValues:
      return template_has_a_wrong_number_of_values();
    case kValueOfNoKnownType:
      return template_takes_no_value_of_this_type();
    case kStrayBrace:
      return template_has_a_stray_brace_or_less_than_sign();
    case kUnquotedAttribute:
      return template_has_an_unquoted_attribute();
    case kPlaceholderInTagName:
      return template_has_a_placeholder_in_a_tag();
    case kPlaceholderInScript:
      return template_has_a_placeholder_in_script_or_style();
    case kPlaceholderInComment:
      return template_has_a_placeholder_in_a_comment();
    case kEventOrStyleAttribute:
      return template_has_an_event_or_style_attribute();
    case kAddressNeedsHref:
      return template_address_must_be_one_href();
    case kHrefOutsideAddress:
      return template_href_stands_outside_an_address();
    case kMarkupOutsideText:
      return template_markup_stands_outside_of_text();
    case kFlagOutsideTag:
      return template_flag_stands_outside_of_a_tag();
    case kUnfinished:
      return template_is_unfinished();
    case kTextareaWithoutNewline:
      return template_textarea_needs_a_newline_first();
  }
}

}  // namespace dateline::site
