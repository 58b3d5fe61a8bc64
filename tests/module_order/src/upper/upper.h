#pragma once

int Upper();
