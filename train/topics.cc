// Trains src/article/topic_model.bin on all that topic_training.h reads. How right it is on articles that it has not seen,
// bench/classes.cc tells.
// topics CORPORA train > src/article/topic_model.bin
#include <iostream>

#include "topic_training.h"

int main(int argc, char** argv) {
  namespace training = dateline::topic_training;
  if (argc != 3) {
    std::cerr << "usage: topics CORPORA train > src/article/topic_model.bin\n";
    return 2;
  }
  const auto pool = training::read_pool(argv[1]);
  std::cout << training::train(training::prior_of(training::read_others(argv[1], argv[2])), pool);
  return std::cout.flush() ? 0 : 1;
}
