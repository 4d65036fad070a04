package org.cartc.compiler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.unit.UnitReading.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
  private static final List<String> WORDS =
      List.of("s", "min", "h", "day", "week", "month", "year", "cell", "Mcell", "copy", "mol", "nmol", "molecule", "nM", "g", "pg", "kg",
          "kDa", "L", "mL", "dL", "um", "cm", "IU", "mU", "cGy", "%", "1e6", "10", "0.5");

  private static Unit random(Random random) {
    Unit unit = Unit.ONE;
    for (int i = random.nextInt(5); i > 0; i--) {
      BigFraction exponent = new BigFraction(random.nextInt(7) - 3, 1 + random.nextInt(2));
      unit = unit.times(Unit.of(WORDS.get(random.nextInt(WORDS.size()))).power(exponent).orElseThrow());
    }
    return unit;
  }

  @Test
  void unitsFormACommutativeGroup() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      Unit a = random(random);
      Unit b = random(random);
      Unit c = random(random);
      assertThat(a.times(b)).isEqualTo(b.times(a)).hasSameHashCodeAs(b.times(a));
      assertThat(a.times(b).times(c)).isEqualTo(a.times(b.times(c)));
      assertThat(a.times(Unit.ONE)).isEqualTo(a);
      assertThat(a.per(a)).isEqualTo(Unit.ONE);
      assertThat(a.per(b).times(b)).isEqualTo(a);
      assertThat(a.times(b).power(2).orElseThrow()).isEqualTo(a.times(a).times(b).times(b));
      assertThat(a.power(2).orElseThrow().power(BigFraction.ONE_HALF).orElseThrow()).isEqualTo(a);
      assertThat(a.power(0).orElseThrow()).isEqualTo(Unit.ONE);
    }
  }

  @Test
  void aFactorIsTheInverseOfTheWayBackAndFactorsCompose() {
    Random random = new Random(2);
    List<String> times = List.of("s", "min", "h", "day", "week", "month", "year");
    for (int i = 0; i < 200; i++) {
      Unit other = random(random);
      Unit a = other.times(Unit.of(times.get(random.nextInt(7))));
      Unit b = other.times(Unit.of(times.get(random.nextInt(7))));
      Unit c = other.times(Unit.of(times.get(random.nextInt(7))));
      assertThat(a.factorTo(b).times(b.factorTo(a))).isEqualTo(Scale.ONE);
      assertThat(a.factorTo(b).times(b.factorTo(c))).isEqualTo(a.factorTo(c));
      assertThat(a.factorTo(b).exact()).isPresent();
    }
  }

  @Test
  void whatIsDescribedReadsBackAsTheSameUnitAndDescription() {
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      Unit unit = random(random);
      assertThat(Unit.of(unit.describe())).as(unit.describe()).isEqualTo(unit).hasToString(unit.describe());
      assertThat(Unit.of(unit.text())).as(unit.text()).isEqualTo(unit).hasToString(unit.describe());
      assertThat(unit.text()).isPrintable().matches("\\p{ASCII}+");
    }
  }

  /** Factors from the definitions of the units (SI brochure, 9th edition, tables 7 and 8). */
  @ParameterizedTest
  @CsvSource({
      "pg/mL, ng/L, 1/1", "day, h, 24/1", "s, day, 1/86400", "week, day, 7/1", "month, day, 487/16", "year, month, 12/1", "%, 1, 1/100",
      "mL, L, 1/1000", "m^3, L, 1000/1", "um^3, fL, 1/1", "M, mol/L, 1/1", "nM, pmol/mL, 1/1", "kDa, g/mol, 1000/1", "mg/dL, g/L, 1/100",
      "cell/uL, 10^9 cell/L, 1/1000", "1/(cell day), 1/cell/day, 1/1",
      "cell day^-1, cell/h, 1/24", "IU/mL, kIU/L, 1/1",
      "mol, molecule, 602214076000000000000000/1",
      "ug, µg, 1/1", "μg, ug, 1/1", "m², cm^2, 10000/1", "d, day, 1/1", "copy/ug, copy/ng, 1/1000", "Mcell, 1e6 cell, 1/1",
      "cell·day, cell*day, 1/1",
      "mL^(1/2)*mL^(1/2), mL, 1/1", "1, %, 100/1"
  })
  void conversionIsExact(String from, String to, String factor) {
    String[] parts = factor.split("/");
    BigFraction expected = new BigFraction(new BigInteger(parts[0]), new BigInteger(parts[1]));
    assertThat(Unit.of(from).factorTo(Unit.of(to)).exact()).contains(expected);
  }

  @Test
  void factorsAreTheNearestDoubles() {
    assertThat(Unit.of("s").factorTo(Unit.of("day")).value()).isEqualTo(1.0 / 86400);
    assertThat(Unit.of("molecule").factorTo(Unit.of("mol")).value()).isEqualTo(1 / 6.02214076e23);
    assertThat(Unit.of("fL").factorTo(Unit.of("L")).value()).isEqualTo(1e-15);
    assertThat(Unit.of("min^(1/2)").factorTo(Unit.of("s^(1/2)")).exact()).isEmpty();
    assertThat(Unit.of("min^(1/2)").factorTo(Unit.of("s^(1/2)")).value()).isCloseTo(Math.sqrt(60), within(2e-15));
    assertThat(Unit.of("h^(1/2)").factorTo(Unit.of("s^(1/2)")).value()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({
      "cell/day, cell/day", "1/(cell day), 1/(cell day)", "1/cell/day, 1/(cell day)", "ng/mL/day, ng/(mL day)", "cell^2/day, cell²/day",
      "cell ug/copy, cell ug/copy", "(cell/day)^2, cell²/day²", "mL^(1/2), mL^(1/2)",
      "10^9 cell/L, 10⁹ cell/L", "1, 1", "day/day, 1", "%, %", "d, day",
      "µg, ug", "mol/L/M, 1", "mL/L, mL/L", "day^-1, 1/day", "1 cell, cell", "( 1 / ( cell  day ) ), 1/(cell day)"
  })
  void descriptionKeepsTheNamesOfTheUser(String text, String described) {
    assertThat(Unit.of(text).describe()).isEqualTo(described);
  }

  @Test
  void massActionGivesTheUnitsOfTheLanguagePage() {
    Unit term = Unit.of("1/day").times(Unit.of("cell")).times(Unit.of("cell"));
    assertThat(term.describe()).isEqualTo("cell²/day");
    assertThat(term.sameDimension(Unit.of("cell/day"))).isFalse();
    assertThat(Unit.of("1e4 cell ug/copy").times(Unit.of("copy/ug")).describe()).isEqualTo("1e4 cell");
    assertThat(Unit.of("ng/mL").describeDimension()).isEqualTo("g/m³");
  }

  @Test
  void countsOfDifferentThingsDoNotConvert() {
    for (String other : List.of("copy", "mol", "IU", "U", "1", "molecule")) {
      assertThat(Unit.of("cell").sameDimension(Unit.of(other))).as(other).isFalse();
    }
  }

  @Test
  void onlyABareOneIsOne() {
    assertThat(Unit.of("1").isOne()).isTrue();
    assertThat(Unit.of("%").isDimensionless()).isTrue();
    assertThat(Unit.of("%").isOne()).isFalse();
    assertThat(Unit.parse(" ? ")).isEqualTo(new UnitReading.Inferred());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "ng/mL day      | 0 | 9 | `ng/mL day` can be read in two ways; write `ng/(mL day)` or `ng day/mL` | ng/(mL day);ng day/mL",
      "1/cell day     | 0 | 10 | `1/cell day` can be read in two ways; write `1/(cell day)` or `day/cell` | 1/(cell day);day/cell",
      "a * 2          | 0 | 1 | `a` is not a unit; write `year` | year * 2",
      "1/cell*day     | 0 | 10 | `1/cell*day` can be read in two ways; write `1/(cell day)` or `day/cell` | 1/(cell day);day/cell",
      "1/(ng/mL day)  | 3 | 9 | `ng/mL day` can be read in two ways; write `ng/(mL day)` or `ng day/mL` | 1/(ng/(mL day));1/(ng day/mL)",
      "cells/day      | 0 | 5 | `cells` is not a unit; write `cell` | cell/day",
      "1/days         | 2 | 4 | `days` is not a unit; write `day` | 1/day",
      "copies/ug      | 0 | 6 | `copies` is not a unit; write `copy` | copy/ug",
      "hours          | 0 | 5 | `hours` is not a unit; write `h` | h",
      "ml             | 0 | 2 | `ml` is not a unit; write `mL` | mL",
      "mcg/mL         | 0 | 3 | `mcg` is not a unit; write `ug` | ug/mL",
      "Cell/day       | 0 | 4 | `Cell` is not a unit; write `cell` | cell/day",
      "cel/day        | 0 | 3 | `cel` is not a unit; write `cell` | cell/day",
      "nm/MM          | 3 | 2 | `MM` is not a unit; did you mean `mM` or `mm` | nm/mM;nm/mm",
      "widget         | 0 | 6 | `widget` is not a unit | ''",
      "cell per day   | 5 | 3 | division is written `/` | cell/day",
      "per day        | 0 | 3 | division is written `/` | 1/day",
      "m2             | 0 | 2 | a power is written with `^`: `m^2` | m^2",
      "cell day-1     | 5 | 5 | a power is written with `^`: `day^-1` | cell day^-1",
      "m**2           | 1 | 2 | a power is written `^2`, `^-1` or `^(1/2)` | m^2",
      "m^2.5          | 1 | 1 | a power is written `^2`, `^-1` or `^(1/2)` | ''",
      "1/(cell + day) | 8 | 1 | units are multiplied, divided and raised to powers only | ''",
      "m^             | 1 | 1 | a power is written `^2`, `^-1` or `^(1/2)` | ''",
      "m^100          | 0 | 5 | a power lies between -24 and 24, its denominator is at most 6 | ''",
      "m^(1/0)        | 0 | 7 | a power cannot be divided by zero | ''",
      "cell/          | 5 | 0 | a unit is missing after `/` | ''",
      "cell//day      | 5 | 1 | a unit is missing after `/` | ''",
      "cell * / day   | 7 | 1 | a unit is missing after `*` | ''",
      "/day           | 0 | 1 | a unit is missing after the start | ''",
      "1/(cell day    | 2 | 1 | the bracket `(` is not closed | 1/(cell day)",
      "cell)          | 4 | 1 | this bracket was not opened | cell",
      "cell.day       | 4 | 1 | a product of units is written with a space | cell day",
      "cell + day     | 5 | 1 | units are multiplied, divided and raised to powers only | ''",
      "cell?          | 4 | 1 | `?` stands alone: it asks for the whole unit | ?",
      "1e31 cell      | 0 | 4 | a number in a unit lies between 1e-30 and 1e30 | ''",
      "0 cell         | 0 | 1 | a unit cannot be zero | ''",
      "cell $         | 5 | 1 | `$` has no meaning in a unit | ''",
      "''             | 0 | 0 | the unit is missing; a pure number has the unit `1` | 1;?"
  })
  void whatIsNotAUnitIsRefusedWithItsPlaceReasonAndEdit(String text, int offset, int length, String message, String suggestions) {
    String given = text.equals("''") ? "" : text;
    List<String> expected = suggestions.equals("''") ? List.of() : List.of(suggestions.split(";"));
    assertThat(Unit.parse(given)).isEqualTo(new Refused(offset, length, message, expected));
    expected.forEach(suggestion -> assertThat(Unit.parse(suggestion)).isNotInstanceOf(Refused.class));
  }

  @Test
  void anyTextIsReadOrRefusedInsideItself() {
    Random random = new Random(4);
    List<String> pieces = new ArrayList<>(WORDS);
    pieces.addAll(List.of("/", "/", " ", " ", "*", "·", "(", ")"));
    pieces.addAll(List.of("^", "^2", "^(1/2)", "²", "⁻", "?", "0", "-", "per", "\t", "ß", "😀", "\ud800", "x"));
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n > 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      if (Unit.parse(text.toString()) instanceof Refused refused) {
        assertThat(refused.offset() + refused.length()).as(text.toString()).isLessThanOrEqualTo(text.length());
        assertThat(refused.message()).isNotBlank();
      }
    }
    assertThat(Unit.parse("(".repeat(200))).isInstanceOf(Refused.class);
    assertThat(Unit.parse("x".repeat(1_000_000))).isInstanceOf(Refused.class);
    assertThat(Unit.of("(9.87654321e29 year)^(23/5) min^(1/6) (3.3e-28 Mcell)^(23/4)").scale().root()).isEqualTo(60);
    assertThat(Unit.parse("(((((s^24)^24)^24)^24)^24)")).isInstanceOf(Refused.class);
  }
}
