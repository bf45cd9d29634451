#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dateline {

/// How the site looks, as an operator may set it in `DATA/theme.toml`. What the file leaves out stays as it is here,
/// which is the built-in look (site/assets/site.css says the same; a test of site compares the two).
struct Theme {
  /// "#rrggbb" each.
  struct Palette {
    std::string paper, ink;         ///< The page and its text.
    std::string soft, line;         ///< Text that stands back, hairlines.
    std::string accent;             ///< Links and labels.
    std::string red, on_red;        ///< Breaking and live only, and the words on it.
    std::string tint, mark;         ///< Behind notes, and behind words that are pointed out.
    std::string field, field_line;  ///< Of forms.

    bool operator==(const Palette&) const = default;
  };
  Palette light{.paper = "#fdfcf9",
                .ink = "#16181b",
                .soft = "#4a4e53",
                .line = "#d8d5cc",
                .accent = "#0c4a5b",
                .red = "#a3131c",
                .on_red = "#ffffff",
                .tint = "#f3f0e8",
                .mark = "#fae7a4",
                .field = "#ffffff",
                .field_line = "#7d817c"};
  Palette dark{.paper = "#14171a",
               .ink = "#e7e4dd",
               .soft = "#b9b6ae",
               .line = "#353a40",
               .accent = "#93c9d8",
               .red = "#ff9d94",
               .on_red = "#200a09",
               .tint = "#1d2125",
               .mark = "#584711",
               .field = "#0f1214",
               .field_line = "#7d8288"};

  // Families in order of preference; the last may be "serif", "sans-serif" or "system-ui".
  std::vector<std::string> text_fonts;   ///< Text and headlines; empty: the built-in ones.
  std::vector<std::string> label_fonts;  ///< Labels, navigation, forms, tables; empty: the built-in ones.

  /// A typeface of the operator's own, in DATA/theme/.
  struct FontFile {
    std::string family, file;  ///< "example-serif.woff2"
    std::string weight;        ///< "400", or "200 900" for a variable one.
    bool italic = false;

    bool operator==(const FontFile&) const = default;
  };
  std::vector<FontFile> font_files;

  struct Masthead {
    int weight = 700;     ///< Of the name, 100 to 900.
    int size = 56;        ///< Of the name on a wide screen, pixels; on a phone about half.
    bool centred = true;  ///< Else at the start of the line.
    bool tagline = true;  ///< Shown below the name.
    std::string logo;     ///< A file in DATA/theme/ in place of the name: "logo.svg" or "logo.png"; "" for none.
    int logo_width = 0, logo_height = 0;  ///< Pixels, so that nothing moves when it arrives.

    bool operator==(const Masthead&) const = default;
  } masthead;

  bool operator==(const Theme&) const = default;
};

/// The palette's colours with the names they have in theme.toml, in the order above.
struct NamedColour {
  std::string_view name;
  std::string Theme::Palette::* colour;
};
inline constexpr std::array<NamedColour, 11> kColours{{{"paper", &Theme::Palette::paper},
                                                       {"ink", &Theme::Palette::ink},
                                                       {"soft", &Theme::Palette::soft},
                                                       {"line", &Theme::Palette::line},
                                                       {"accent", &Theme::Palette::accent},
                                                       {"red", &Theme::Palette::red},
                                                       {"on_red", &Theme::Palette::on_red},
                                                       {"tint", &Theme::Palette::tint},
                                                       {"mark", &Theme::Palette::mark},
                                                       {"field", &Theme::Palette::field},
                                                       {"field_line", &Theme::Palette::field_line}}};

/// Reads the file; the built-in look where there is none. Errors look like
/// "theme.toml:3: unknown key 'acent' in [light], did you mean 'accent'?".
Result<Theme> read_theme(const std::filesystem::path& file);
Result<Theme> parse_theme(std::string_view toml, std::string_view file_name);

}  // namespace dateline
