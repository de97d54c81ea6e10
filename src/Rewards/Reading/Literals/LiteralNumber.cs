using System.Globalization;
using System.Numerics;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// A number exactly as it was written: sign, significant digits and a power of ten, so that 1.0 is 1, 0.1 is a tenth, and a million digits cost
/// no arithmetic. NaN and the infinities (Python's, not JSON's) have no digits and equal nothing.
/// </summary>
internal sealed class LiteralNumber
{
    // Beyond this an exponent only has to stay greater than any other: 10^17 digits are not written.
    private const long LargestExponent = 100_000_000_000_000_000;
    private const int ChunkDigits = 18;

    private LiteralNumber(bool isNegative, string digits, long exponent, bool isInteger, bool isFinite = true)
    {
        IsNegative = isNegative && (digits.Length > 0 || !isFinite);
        Digits = digits;
        Exponent = digits.Length == 0 ? 0 : exponent;
        IsIntegerLiteral = isInteger;
        IsFinite = isFinite;
    }

    /// <summary>NaN.</summary>
    public static LiteralNumber NaN { get; } = new(false, "", 0, false, isFinite: false);

    /// <summary>Whether it is below 0.</summary>
    public bool IsNegative { get; }

    /// <summary>The significant digits without zeros at either end; "" for 0.</summary>
    public string Digits { get; }

    /// <summary>The power of ten that the digits, read as a whole number, are multiplied by.</summary>
    public long Exponent { get; }

    /// <summary>Whether it was written without a point and an exponent: an int to Python, where 1.0 is none.</summary>
    public bool IsIntegerLiteral { get; }

    /// <summary>False for NaN and the infinities.</summary>
    public bool IsFinite { get; }

    /// <summary>Whether its value is a whole number: 1, 1.0 and 1e3 are.</summary>
    public bool IsWhole => IsFinite && Exponent >= 0;

    // the power of ten of the first digit: numbers of one sign compare by it first
    private long Magnitude => Exponent + Digits.Length;

    /// <summary>An infinity.</summary>
    /// <param name="isNegative">Which.</param>
    public static LiteralNumber Infinity(bool isNegative) => new(isNegative, "", 1, false, isFinite: false);

    /// <summary>A number as JSON and Python write it: an optional sign, digits with at most one point, an optional exponent.</summary>
    /// <param name="text">Its text, already known to be of that form.</param>
    public static LiteralNumber Of(ReadOnlySpan<char> text)
    {
        var isNegative = text.Length > 0 && text[0] == '-';
        var body = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        var e = body.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? body : body[..e];
        var exponent = e < 0 ? 0 : Power(body[(e + 1)..]);
        var point = mantissa.IndexOf('.');
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = point < 0 ? mantissa : string.Concat(mantissa[..point], mantissa[(point + 1)..]).AsSpan();
        var trimmed = digits.TrimEnd('0');
        return new LiteralNumber(
            isNegative, trimmed.TrimStart('0').ToString(), exponent - decimals + (digits.Length - trimmed.Length), e < 0 && point < 0);
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static LiteralNumber Of(BigInteger value) => Of(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same value with the other sign.</summary>
    public LiteralNumber Negated() => new(!IsNegative, Digits, IsFinite ? Exponent : 1, IsIntegerLiteral, IsFinite);

    /// <summary>Compares by value; below 0 where this is less. Linear in the digits, whatever the exponents.</summary>
    /// <param name="other">Another finite number.</param>
    public int Order(LiteralNumber other)
    {
        if (Sign != other.Sign)
            return Sign.CompareTo(other.Sign);
        var size = Magnitude != other.Magnitude ? Magnitude.CompareTo(other.Magnitude) : Math.Sign(string.CompareOrdinal(Digits, other.Digits));
        return Digits.Length == 0 ? 0 : Sign * size;
    }

    /// <summary>Whether both are the same value: 1 and 1.0 and 10e-1.</summary>
    /// <param name="other">The other.</param>
    public bool HasSameValue(LiteralNumber other) =>
        IsFinite && other.IsFinite && IsNegative == other.IsNegative && Exponent == other.Exponent && Digits == other.Digits;

    /// <summary>Whether it is a whole multiple of another number, exactly. Linear in the digits for a divisor of few.</summary>
    /// <param name="divisor">A finite number above 0 with at most a few hundred digits.</param>
    public bool IsMultipleOf(LiteralNumber divisor)
    {
        if (Digits.Length == 0)
            return true;

        // The digits end in no zero, so they hold no factor of ten that a smaller power of the divisor could ask for.
        if (Exponent < divisor.Exponent)
            return false;
        var modulus = BigInteger.Parse(divisor.Digits, CultureInfo.InvariantCulture);
        return (Remainder(modulus) * BigInteger.ModPow(10, Exponent - divisor.Exponent, modulus) % modulus).IsZero;
    }

    /// <summary>The nearest double; infinite where it is too large.</summary>
    public double ToDouble()
    {
        if (!IsFinite)
            return Exponent == 0 && !IsNegative && this == NaN ? double.NaN : IsNegative ? double.NegativeInfinity : double.PositiveInfinity;
        if (Digits.Length == 0 || Magnitude < -400)
            return 0;
        if (Magnitude > 400)
            return IsNegative ? double.NegativeInfinity : double.PositiveInfinity;

        // More digits than decide the rounding of a double to nearest but for ties that no one writes.
        var shown = Digits.Length <= 1000 ? Digits : Digits[..1000];
        return double.Parse($"{(IsNegative ? "-" : "")}{shown}e{Magnitude - shown.Length}", CultureInfo.InvariantCulture);
    }

    /// <summary>Its value in digits, for messages; long ones are shortened.</summary>
    public override string ToString()
    {
        if (!IsFinite)
            return double.IsNaN(ToDouble()) ? "NaN" : IsNegative ? "-Infinity" : "Infinity";
        var sign = IsNegative ? "-" : "";
        if (Digits.Length == 0)
            return "0";
        if (Digits.Length > 40)
            return $"{sign}{Digits[..40]}... ({Digits.Length} digits)";
        if (Exponent is >= 0 and <= 20)
            return $"{sign}{Digits}{new string('0', (int)Exponent)}";
        if (Exponent < 0 && Magnitude is > 0)
            return $"{sign}{Digits[..(int)Magnitude]}.{Digits[(int)Magnitude..]}";
        return Exponent < 0 && Magnitude > -6 ? $"{sign}0.{new string('0', (int)-Magnitude)}{Digits}" : $"{sign}{Digits}e{Exponent}";
    }

    private int Sign => Digits.Length == 0 ? 0 : IsNegative ? -1 : 1;

    private BigInteger Remainder(BigInteger modulus)
    {
        var remainder = BigInteger.Zero;
        for (var at = 0; at < Digits.Length; at += ChunkDigits)
        {
            var chunk = Digits.AsSpan(at, Math.Min(ChunkDigits, Digits.Length - at));
            remainder = (remainder * BigInteger.Pow(10, chunk.Length) + long.Parse(chunk, CultureInfo.InvariantCulture)) % modulus;
        }

        return remainder;
    }

    private static long Power(ReadOnlySpan<char> text)
    {
        var isNegative = text.Length > 0 && text[0] == '-';
        var digits = (text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text).TrimStart('0');
        var size = digits.Length == 0 ? 0 : digits.Length > 17 ? LargestExponent : long.Parse(digits, CultureInfo.InvariantCulture);
        return isNegative ? -size : size;
    }
}
