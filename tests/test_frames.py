"""A deep page must not ask the system for memory at each turn of a loop."""

import resource

from config.frames import in_one_chunk


def down(depth, times):
    """A loop of calls at a given depth, as a template's loop stands below its middleware."""
    if depth:
        return down(depth - 1, times)
    return [deeper(20) for _ in range(times)]


def deeper(levels):
    return deeper(levels - 1) if levels else None


def page(environ, start_response):
    return down(environ["depth"], times=300)


def page_faults(application, depth):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    application({"depth": depth}, None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_loop_of_a_page_stands_at_the_edge_of_a_chunk_of_frames():
    most = max(page_faults(in_one_chunk(page), depth) for depth in range(0, 300, 2))
    assert most < 200, "a loop of 300 calls mapped memory anew at its turns"
