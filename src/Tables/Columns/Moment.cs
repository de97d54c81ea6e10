using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Columns;

/// <summary>What the writers of dates and times share.</summary>
internal static class Moment
{
    internal static (long PerSecond, int Digits) Unit(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => (1, 0),
        TimeUnit.Millisecond => (1_000, 3),
        TimeUnit.Microsecond => (1_000_000, 6),
        _ => (1_000_000_000, 9),
    };

    internal static void Write(RowBuffer row, DateTime value, string format)
    {
        row.Write((byte)'"');
        WriteBare(row, value, format);
        row.Write((byte)'"');
    }

    internal static void WriteBare(RowBuffer row, DateTime value, string format)
    {
        _ = value.TryFormat(row.GetSpan(40), out var written, format, CultureInfo.InvariantCulture);
        row.Advance(written);
    }

    internal static void WriteFraction(RowBuffer row, long fraction, int digits)
    {
        if (fraction == 0)
            return;
        row.Write((byte)'.');
        Span<byte> text = stackalloc byte[digits];
        for (var i = digits - 1; i >= 0; i--, fraction /= 10)
            text[i] = (byte)('0' + (fraction % 10));
        row.Write(text);
    }
}

/// <summary>Dates as "2026-11-30".</summary>
internal sealed class DateWriter<TArray>(Func<TArray, int, DateTime?> date) : ColumnWriter<TArray>
    where TArray : class, IArrowArray
{
    protected override void WriteValue(RowBuffer row, int index) => Moment.Write(row, date(Array, index)!.Value, "yyyy-MM-dd");
}

/// <summary>
/// Points in time as "2026-11-30T12:00:00.123456", with as many digits as the unit has unless they are all 0; with Z where the column has a time zone.
/// </summary>
internal sealed class TimestampWriter(TimestampType type) : ColumnWriter<TimestampArray>
{
    private const long SecondsToEpoch = 62_135_596_800;
    private const long MostSeconds = 315_537_897_599;

    protected override void WriteValue(RowBuffer row, int index)
    {
        var (perSecond, digits) = Moment.Unit(type.Unit);
        var value = Array.Values[index];
        var (seconds, fraction) = (Math.DivRem(value, perSecond, out var rest), rest);
        if (fraction < 0)
            (seconds, fraction) = (seconds - 1, fraction + perSecond);
        if (seconds < -SecondsToEpoch || seconds > MostSeconds - SecondsToEpoch)
            throw new ValueException($"the time {value} lies outside of the years 1 to 9999", "Correct it, or write null.");
        row.Write((byte)'"');
        Moment.WriteBare(row, DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond), "yyyy-MM-ddTHH:mm:ss");
        Moment.WriteFraction(row, fraction, digits);
        if (!string.IsNullOrEmpty(type.Timezone))
            row.Write((byte)'Z');
        row.Write((byte)'"');
    }
}

/// <summary>Times of day as "12:00:00.123456".</summary>
internal sealed class TimeWriter<TArray>(TimeUnit unit, Func<TArray, int, long> value) : ColumnWriter<TArray>
    where TArray : class, IArrowArray
{
    protected override void WriteValue(RowBuffer row, int index)
    {
        var (perSecond, digits) = Moment.Unit(unit);
        var seconds = Math.DivRem(value(Array, index), perSecond, out var fraction);
        if (seconds is < 0 or >= 86_400 || fraction < 0)
            throw new ValueException("it is no time of a day", "Correct it, or write null.");
        row.Write((byte)'"');
        Moment.WriteBare(row, DateTime.UnixEpoch.AddSeconds(seconds), "HH:mm:ss");
        Moment.WriteFraction(row, fraction, digits);
        row.Write((byte)'"');
    }
}
