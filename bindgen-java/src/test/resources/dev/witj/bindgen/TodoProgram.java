package example.program;

import dev.witj.runtime.Component;
import dev.witj.runtime.value.Result;
import example.todo.TodoApp;
import example.todo.TodoStore;
import example.todo.Types.TodoError;
import example.todo.Types.TodoItem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Drives any to-do component and writes down what it answers, as JavaScript would show it. */
public final class TodoProgram {
  private final TodoStore store;
  private final List<String> lines = new ArrayList<>();

  private TodoProgram(TodoStore store) {
    this.store = store;
  }

  /** The lines of one run. */
  public static List<String> run(Component component) {
    try (TodoApp app = TodoApp.instantiate(component)) {
      TodoProgram program = new TodoProgram(app.todoStore());
      program.calls();
      return program.lines;
    }
  }

  private void calls() {
    list();
    item("createTodo(\"milk\")", store.createTodo("milk"));
    item("createTodo(\"bréad 🍞\")", store.createTodo("bréad 🍞"));
    item("createTodo(\"\")", store.createTodo(""));
    list();
    item("getTodo(2)", store.getTodo(2));
    item("getTodo(99)", store.getTodo(99));
    item("updateTodo(1, \"oat milk\", true)", store.updateTodo(1, "oat milk", true));
    item("updateTodo(7, \"x\", false)", store.updateTodo(7, "x", false));
    show("deleteTodo(2)", store.deleteTodo(2), nothing -> "{}");
    show("deleteTodo(2)", store.deleteTodo(2), nothing -> "{}");
    list();
  }

  private void list() {
    show(
        "listTodos()",
        store.listTodos(),
        items ->
            items.stream()
                .map(TodoProgram::text)
                .collect(Collectors.joining(",", "{\"ok\":[", "]}")));
  }

  private void item(String call, Result<TodoItem, TodoError> result) {
    show(call, result, item -> "{\"ok\":" + text(item) + "}");
  }

  private <T> void show(String call, Result<T, TodoError> result, Function<T, String> text) {
    lines.add(
        call
            + " -> "
            + switch (result) {
              case Result.Ok<T, TodoError>(var value) -> text.apply(value);
              case Result.Err<T, TodoError>(var error) -> "{\"err\":" + text(error) + "}";
            });
  }

  private static String text(TodoItem item) {
    return "{\"id\":%s,\"title\":\"%s\",\"completed\":%s}"
        .formatted(item.id(), item.title(), item.completed());
  }

  private static String text(TodoError error) {
    return switch (error) {
      case TodoError.NotFound(var message) -> text("not-found", message);
      case TodoError.ValidationError(var message) -> text("validation-error", message);
      case TodoError.StorageError(var message) -> text("storage-error", message);
    };
  }

  private static String text(String tag, String value) {
    return "{\"tag\":\"%s\",\"val\":\"%s\"}".formatted(tag, value);
  }
}
