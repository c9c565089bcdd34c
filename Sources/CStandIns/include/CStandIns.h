/* Nothing to call: foundation.c stands in for a library that a release leaves out. */
#pragma once
