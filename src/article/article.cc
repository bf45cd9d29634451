#include "article/article.h"

namespace dateline::article {

ArticleId article_id(std::string_view canonical_url) {
  return ArticleId{digest64(canonical_url)};
}

}  // namespace dateline::article
