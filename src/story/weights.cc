// Made by train/story_weights from labelled streams; do not edit by hand.
#include "story/evidence.h"

namespace dateline::story {

constinit const Model kReportModel{
    -4.7352, {1.0327, -0.2677, 0.7764, 0.7959, 5.9991, 0.1490, 0.0000, -0.9672, -1.0223, 3.1609, -0.5852}};
constinit const Model kTextModel{
    -3.6041, {1.8860, -0.2515, 1.3271, 16.0062, -4.6215, 1.0481, 0.0000, -0.9672, -1.0223, 0.0000, -0.4258}};
constinit const Model kHeadlineModel{
    0.7344, {2.4068, -0.8095, -1.8743, 3.2456, 6.2196, 0.0000, 0.0000, -0.3301, -0.6817, 0.0000, -1.1423}};

}  // namespace dateline::story
