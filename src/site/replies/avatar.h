#pragma once

#include <cstdint>

#include "site/html.h"

namespace dateline::site {

/// The picture beside a reply's name: a small symmetric pattern, drawn from a random number that belongs to the person
/// or, where nobody proved an address, to the reply. Never from the address: a picture of its hash gives it away. The
/// same number gives the same picture. Colours are the sheet's (`hue-0` to `hue-5`); readers who hear the page are told
/// nothing of it.
Html avatar(std::uint32_t seed);

}  // namespace dateline::site
