package org.cartc.compiler.emit;

import java.lang.reflect.InvocationTargetException;

/** Loads a generated class in a class loader of its own, so that a model that is no longer used can be forgotten. */
final class Loaded extends ClassLoader {
  private final byte[] bytes;

  private Loaded(String name, byte[] bytes) {
    super(name, Loaded.class.getClassLoader());
    this.bytes = bytes;
  }

  /**
   * An instance of a generated class, made by the constructor that takes arguments of these types.
   *
   * @param name what the class loader is called in traces, such as {@code model li2025}
   * @param type the internal name of the class
   */
  static Object instance(String name, String type, byte[] bytes, Class<?>[] types, Object... arguments) {
    try {
      return new Loaded(name, bytes).define(type).getConstructor(types).newInstance(arguments);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
      throw new IllegalStateException("the compiled class of " + name + " cannot be made", e);
    }
  }

  private Class<?> define(String type) {
    return defineClass(type.replace('/', '.'), bytes, 0, bytes.length);
  }
}
