package dev.witj.wit.internal;

import java.util.ArrayList;
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
    List<List<Integer>> users = new ArrayList<>();
    needs.forEach(_ -> users.add(new ArrayList<>()));
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < open.length; i++) {
      open[i] = needs.get(i).size();
      for (int need : needs.get(i)) {
        users.get(need).add(i);
      }
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(next);
      for (int user : users.get(next)) {
        if (--open[user] == 0) {
          ready.add(user);
        }
      }
    }
    return order;
  }
}
