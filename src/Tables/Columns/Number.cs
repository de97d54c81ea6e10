using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Columns;

/// <summary>What the writers of numbers share.</summary>
internal static class Number
{
    private const int Longest = 64;

    internal static void Write<T>(RowBuffer row, T value)
        where T : IUtf8SpanFormattable
    {
        _ = value.TryFormat(row.GetSpan(Longest), out var written, default, CultureInfo.InvariantCulture);
        row.Advance(written);
    }
}

/// <summary>Integers of a width, with or without sign.</summary>
internal sealed class IntegerWriter<T> : ColumnWriter<PrimitiveArray<T>>
    where T : struct, IBinaryInteger<T>, IEquatable<T>
{
    protected override void WriteValue(RowBuffer row, int index) => Number.Write(row, Array.Values[index]);
}

/// <summary>Floating-point numbers: the fewest digits that read back as the same number of the same width.</summary>
internal sealed class FloatWriter<T> : ColumnWriter<PrimitiveArray<T>>
    where T : struct, IBinaryFloatingPointIeee754<T>, IEquatable<T>
{
    protected override void WriteValue(RowBuffer row, int index)
    {
        var value = Array.Values[index];
        if (!T.IsFinite(value))
            throw new ValueException($"it is {(T.IsNaN(value) ? "NaN" : "infinite")}, which JSON cannot say", "Write null where there is no number.");
        Number.Write(row, value);
    }
}

/// <summary>Decimals, with all of their digits.</summary>
/// <typeparam name="TArray">The width.</typeparam>
internal sealed class DecimalWriter<TArray>(Func<TArray, int, string?> text) : ColumnWriter<TArray>
    where TArray : class, IArrowArray
{
    protected override void WriteValue(RowBuffer row, int index)
    {
        foreach (var digit in text(Array, index) ?? "null")
            row.Write((byte)digit);
    }
}

/// <summary>true and false.</summary>
internal sealed class BooleanWriter : ColumnWriter<BooleanArray>
{
    protected override void WriteValue(RowBuffer row, int index) => row.Write(Array.GetValue(index) == true ? "true"u8 : "false"u8);
}

/// <summary>A column without values.</summary>
internal sealed class NullWriter : ColumnWriter
{
    internal override void Bind(IArrowArray array)
    {
    }

    internal override void Write(RowBuffer row, int index) => row.Write("null"u8);
}
