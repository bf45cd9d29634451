#pragma once
// What an operator laid into the data folder for the site: theme.toml, the files in theme/, pages of their own in
// pages/ (docs/operating.md).

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/theme.h"
#include "site/html.h"

namespace dateline::site {

/// Read once, at the start. Immutable; any thread. Made without a folder it is the built-in look.
class HouseStyle {
 public:
  HouseStyle() = default;
  /// Errors name the file and what to do. Colours that are hard to read are a warning in the log.
  static Result<HouseStyle> read(const std::filesystem::path& data);

  const Theme& theme() const { return theme_; }
  /// Markdown in place of our own text; "" for ours.
  const std::string& about() const { return about_; }
  const std::string& privacy() const { return privacy_; }

  /// /assets/HASH/theme.css, to be loaded after site.css; absent for the built-in look.
  std::optional<Href> style_sheet() const;
  /// The colours alone, for what stands in frames of other sites: to be loaded after embed.css or card.css.
  std::optional<Href> embed_style_sheet() const;
  std::optional<Href> logo() const;
  /// The typefaces that the first screen needs: the operator's, else the built-in ones.
  std::vector<Href> first_fonts() const;

  struct File {
    std::shared_ptr<const std::string> bytes;
    std::string content_type;
  };
  /// What stands at /assets/HASH/NAME; nullptr: not ours.
  const File* find(std::string_view hash, std::string_view name) const;

 private:
  std::optional<Href> path_of(std::string_view name) const;

  Theme theme_;
  std::string about_, privacy_;
  std::string hash_;
  std::map<std::string, File, std::less<>> files_;
};

/// What `theme` says differently from the built-in look, as custom properties; "" for nothing.
std::string style_sheet_of(const Theme& theme);

/// The same of the colours, for pages whose root has the class embed-auto, embed-light or embed-dark.
std::string embed_style_sheet_of(const Theme& theme);

/// From 1 (the same colour) to 21 (black on white), as WCAG 2.2 counts it. Colours as "#rrggbb".
double contrast(std::string_view one, std::string_view other);
/// A line for each pair of text and ground below 4.5 to 1, the least that WCAG's level AA allows.
std::vector<std::string> hard_to_read(const Theme& theme);

}  // namespace dateline::site
