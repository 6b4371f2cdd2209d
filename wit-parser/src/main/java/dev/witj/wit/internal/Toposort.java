package dev.witj.wit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts nodes into an order in which each stands behind what it needs, and otherwise keeps the order
 * they came in.
 */
final class Toposort {
  private Toposort() {}

  /**
   * Sorts the nodes 0 to n-1.
   *
   * @param needs for each node the nodes it needs
   * @return the order; shorter than the input where there are cycles, whose nodes are then missing
   */
  static List<Integer> order(List<List<Integer>> needs) {
    int[] open = new int[needs.size()];
    int edges = 0;
    for (List<Integer> need : needs) {
      edges += need.size();
    }
    // Who needs a node: the last found, and before each the one found before it.
    int[] last = new int[open.length];
    Arrays.fill(last, -1);
    int[] user = new int[edges];
    int[] before = new int[edges];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < open.length; i++) {
      open[i] = needs.get(i).size();
      for (int need : needs.get(i)) {
        user[--edges] = i;
        before[edges] = last[need];
        last[need] = edges;
      }
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    List<Integer> order = new ArrayList<>(open.length);
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(next);
      for (int edge = last[next]; edge >= 0; edge = before[edge]) {
        if (--open[user[edge]] == 0) {
          ready.add(user[edge]);
        }
      }
    }
    return order;
  }
}
