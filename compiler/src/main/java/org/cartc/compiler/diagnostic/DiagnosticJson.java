package org.cartc.compiler.diagnostic;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;

/** Diagnostics as JSON. */
final class DiagnosticJson {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private DiagnosticJson() {}

  static String of(Diagnostic diagnostic) {
    return GSON.toJson(object(diagnostic));
  }

  static String of(List<Diagnostic> diagnostics) {
    JsonArray all = new JsonArray();
    diagnostics.forEach(diagnostic -> all.add(object(diagnostic)));
    return GSON.toJson(all);
  }

  private static JsonObject object(Diagnostic diagnostic) {
    JsonObject object = new JsonObject();
    object.addProperty("code", diagnostic.code());
    object.addProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    object.addProperty("message", diagnostic.message());
    JsonArray labels = new JsonArray();
    for (Diagnostic.Label label : diagnostic.labels()) {
      JsonObject place = place(label.span());
      place.addProperty("text", label.text());
      labels.add(place);
    }
    object.add("labels", labels);
    object.add("notes", texts(diagnostic.notes()));
    object.add("helps", texts(diagnostic.helps()));
    diagnostic.edit().ifPresent(edit -> {
      JsonObject change = place(edit.span());
      change.addProperty("replacement", edit.replacement());
      object.add("edit", change);
    });
    return object;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonObject place(Span span) {
    Source source = span.source();
    JsonObject place = new JsonObject();
    place.addProperty("file", source.name());
    place.addProperty("start", span.start());
    place.addProperty("end", span.end());
    place.addProperty("line", span.line());
    place.addProperty("column", span.column());
    place.addProperty("endLine", source.line(span.end()));
    place.addProperty("endColumn", source.column(span.end()));
    return place;
  }
}
