package org.cartc.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.cartc.compiler.RandomExpressions;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.ir.Write;
import org.junit.jupiter.api.Test;

class DifferentiateTest {
  private static final Expr X = Expr.symbol("x");
  private static final Expr A = Expr.symbol("a");

  private static double at(Expr expr, double x, double a) {
    return new Evaluate(leaf -> leaf.equals(X) ? x : leaf.equals(A) ? a : Double.NaN).value(expr);
  }

  /** The complex number re + i im in arithmetic that the derivative's test needs: f(x + ih) = f(x) + ih f'(x), without cancellation. */
  private record Complex(double re, double im) {
    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    Complex exp() {
      return new Complex(Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im));
    }

    Complex log() {
      return new Complex(Math.log(Math.hypot(re, im)), Math.atan2(im, re));
    }

    Complex scaled(double factor) {
      return new Complex(re * factor, im * factor);
    }

    Complex over(Complex o) {
      return times(new Complex(o.re, -o.im)).scaled(1 / (o.re * o.re + o.im * o.im));
    }

    Complex sin() {
      return new Complex(Math.sin(re) * Math.cosh(im), Math.cos(re) * Math.sinh(im));
    }

    Complex cos() {
      return new Complex(Math.cos(re) * Math.cosh(im), -Math.sin(re) * Math.sinh(im));
    }

    Complex tanh() {
      Complex twice = scaled(2).exp();
      return new Complex(twice.re - 1, twice.im).over(new Complex(twice.re + 1, twice.im));
    }
  }

  private static Complex complex(Expr expr, Complex x, double a) {
    return switch (expr) {
      case Expr.Constant c -> new Complex(c.value(), 0);
      case Expr.Symbol s -> s.equals(X) ? x : new Complex(a, 0);
      case Expr.Negate n -> complex(n.operand(), x, a).scaled(-1);
      case Expr.Binary b -> {
        Complex u = complex(b.left(), x, a);
        Complex v = complex(b.right(), x, a);
        yield switch (b.operator()) {
          case ADD -> new Complex(u.re + v.re, u.im + v.im);
          case SUBTRACT -> new Complex(u.re - v.re, u.im - v.im);
          case MULTIPLY -> u.times(v);
          case DIVIDE -> u.over(v);
          case POWER -> u.log().times(v).exp();
          default -> throw new IllegalArgumentException(b.operator().symbol());
        };
      }
      case Expr.Call c -> {
        Complex u = complex(c.arguments().get(0), x, a);
        yield switch (c.function()) {
          case EXP -> u.exp();
          case LOG -> u.log();
          case LOG10 -> u.log().scaled(1 / Math.log(10));
          case SQRT -> u.log().scaled(0.5).exp();
          case SIN -> u.sin();
          case COS -> u.cos();
          case TANH -> u.tanh();
          default -> throw new IllegalArgumentException(c.function().text());
        };
      }
      default -> throw new IllegalArgumentException(expr.toString());
    };
  }

  @Test
  void randomDerivativesAgreeWithTheComplexStep() {
    Random random = new Random(7);
    RandomExpressions make = new RandomExpressions(random, List.of(X, A), true);
    for (int i = 0; i < 1000; i++) {
      Expr expr = make.of(1 + random.nextInt(12));
      double x = 0.5 + 2 * random.nextDouble();
      double a = 0.5 + 2 * random.nextDouble();
      double exact = complex(expr, new Complex(x, 1e-30), a).im() / 1e-30;
      double ours = at(Differentiate.expression(expr, "x"), x, a);
      double size = Math.abs(exact) + Math.abs(at(expr, x, a));
      // a few hundred roundings at most on either side, each relative to parts that may cancel
      assertThat(Math.abs(ours - exact)).as("%s at %s, %s", Write.expression(expr), x, a).isLessThanOrEqualTo(1e-11 * size);
    }
  }

  @Test
  void tangentHasItsDerivative() {
    // 1 / cos²(0.7) = 1.709457... by 1 + tan²
    double tangent = Math.tan(0.7);
    assertThat(at(Differentiate.expression(Expr.call(Builtin.TAN, X), "x"), 0.7, 0)).isCloseTo(1 + tangent * tangent,
        Offset.offset(1e-14));
  }

  @Test
  void branchesAndExtremesHaveTheSlopeOfWhatHolds() {
    Expr square = Expr.power(X, Expr.constant(2));
    Expr least = Expr.call(Builtin.MIN, square, Expr.multiply(A, X), Expr.constant(7));
    Expr greatest = Expr.call(Builtin.MAX, square, Expr.multiply(A, X));
    assertThat(at(Differentiate.expression(least, "x"), 1, 3)).isEqualTo(2);
    assertThat(at(Differentiate.expression(least, "x"), 2, 1.5)).isEqualTo(1.5);
    assertThat(at(Differentiate.expression(least, "x"), 5, 5)).isEqualTo(0);
    assertThat(at(Differentiate.expression(greatest, "x"), 5, 3)).isEqualTo(10);
    Expr size = Expr.call(Builtin.ABS, Expr.subtract(X, A));
    assertThat(at(Differentiate.expression(size, "x"), 1, 3)).isEqualTo(-1);
    assertThat(at(Differentiate.expression(size, "x"), 3, 1)).isEqualTo(1);
    Expr branch = new Expr.Conditional(new Expr.Binary(Operator.LESS, X, A), square, X);
    assertThat(at(Differentiate.expression(branch, "x"), 2, 3)).isEqualTo(4);
    assertThat(at(Differentiate.expression(branch, "x"), 3, 2)).isEqualTo(1);
    assertThat(Differentiate.expression(Expr.call(Builtin.FLOOR, X), "x")).isEqualTo(Expr.ZERO);
  }

  @Test
  void whatDoesNotHoldTheVariableIsZero() {
    assertThat(Differentiate.expression(Expr.multiply(A, Expr.call(Builtin.EXP, A)), "x")).isEqualTo(Expr.ZERO);
    assertThat(Differentiate.expression(new Expr.Conditional(new Expr.Binary(Operator.LESS, X, A), A, Expr.ONE), "x")).isEqualTo(Expr.ZERO);
  }

  @Test
  void powersAtZeroHaveTheirSlope() {
    for (int n = 1; n < 5; n++) {
      assertThat(at(Differentiate.expression(Expr.power(X, Expr.constant(n)), "x"), 0, 0)).isEqualTo(n == 1 ? 1 : 0);
      assertThat(at(Differentiate.expression(Expr.power(X, A), "x"), 0, n)).isEqualTo(n == 1 ? 1 : 0);
    }
  }

  @Test
  void derivativeOfALongSumIsFoundInLinearTime() {
    Expr sum = X;
    for (int i = 0; i < 1500; i++) {
      sum = Expr.add(sum, Expr.multiply(Expr.constant(i), X));
    }
    Expr long1500 = sum;
    assertTimeout(Duration.ofSeconds(2), () -> {
      for (int i = 0; i < 50; i++) {
        assertThat(at(Differentiate.expression(long1500, "x"), 1, 1)).isEqualTo(1 + 1499 * 750);
      }
    });
  }
}
