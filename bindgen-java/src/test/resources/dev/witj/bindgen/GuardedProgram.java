package example.program;

import dev.witj.runtime.Component;
import dev.witj.runtime.value.Result;
import example.auth.Auth;
import example.auth.AuthProvider;
import example.todo.TodoApp;
import example.todo.TodoStore;
import example.todo.Types.TodoError;
import example.todo.Types.TodoItem;
import example.todo_guarded.TodoGuarded;
import example.todo_guarded.TodoGuardedImports;
import java.util.ArrayList;
import java.util.List;

/** Gives one component what two others export, with nothing in between. */
public final class GuardedProgram {
  private GuardedProgram() {}

  private record Imports(Auth auth, TodoStore todoStore) implements TodoGuardedImports {}

  /** The lines of one run. */
  public static List<String> run(Component guarded, Component auth, Component store) {
    List<String> lines = new ArrayList<>();
    try (AuthProvider users = AuthProvider.instantiate(auth);
        TodoApp todos = TodoApp.instantiate(store);
        TodoGuarded app =
            TodoGuarded.instantiate(guarded, new Imports(users.auth(), todos.todoStore()))) {
      for (String title : List.of("plain", "!alice:buy tea", "!eve:sell tea", "!nocolon")) {
        lines.add(text(app.todoStore().createTodo(title)));
      }
      lines.add(todos.todoStore().listTodos().orElseThrow().size() + " todos");
      lines.add(app.stats().refused() + " refused");
    }
    return lines;
  }

  private static String text(Result<TodoItem, TodoError> result) {
    return switch (result) {
      case Result.Ok<TodoItem, TodoError>(TodoItem(var id, var title, var completed)) ->
          "added " + id + " [" + (completed ? "x" : " ") + "] " + title;
      case Result.Err<TodoItem, TodoError>(var error) -> "error: " + error;
    };
  }
}
