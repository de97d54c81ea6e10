namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>An exact fraction in lowest terms, its denominator positive.</summary>
internal readonly record struct Rational
{
    public Rational(long numerator, long denominator = 1)
    {
        var divisor = Gcd(Math.Abs(numerator), Math.Abs(denominator)) * Math.Sign(denominator);
        (Top, Bottom) = (numerator / divisor, denominator / divisor);
    }

    public long Top { get; }

    public long Bottom { get; }

    public double Value => (double)Top / Bottom;

    /// <summary>Whether the decimal expansion ends.</summary>
    public bool Terminates
    {
        get
        {
            var rest = Bottom;
            while (rest % 2 == 0)
                rest /= 2;
            while (rest % 5 == 0)
                rest /= 5;
            return rest == 1;
        }
    }

    public static Rational operator +(Rational a, Rational b) => new(a.Top * b.Bottom + b.Top * a.Bottom, a.Bottom * b.Bottom);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => new(-a.Top, a.Bottom);

    public static Rational operator *(Rational a, Rational b) => new(a.Top * b.Top, a.Bottom * b.Bottom);

    public static Rational operator /(Rational a, Rational b) => new(a.Top * b.Bottom, a.Bottom * b.Top);

    public static implicit operator Rational(long value) => new(value);

    /// <summary>The exact decimal; only where <see cref="Terminates"/>.</summary>
    public decimal Decimal => (decimal)Top / Bottom;

    public static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
