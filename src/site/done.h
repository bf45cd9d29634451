#pragma once

#include <functional>

#include "base/result.h"

namespace dateline::site {

template <class T>
using Done = std::move_only_function<void(Result<T>)>;  ///< Called once, on the newsroom thread; must not block.

}  // namespace dateline::site
