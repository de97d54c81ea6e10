using Apache.Arrow;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Columns;

/// <summary>Lists.</summary>
/// <param name="items">Writes the elements.</param>
internal sealed class ListWriter(ColumnWriter items) : ColumnWriter<ListArray>
{
    protected override void Bound() => items.Bind(Array.Values);

    protected override void WriteValue(RowBuffer row, int index)
    {
        var offsets = Array.ValueOffsets;
        Elements.Write(row, items, offsets[index], offsets[index + 1]);
    }
}

/// <summary>Lists with offsets of 64 bits.</summary>
/// <param name="items">Writes the elements.</param>
internal sealed class LargeListWriter(ColumnWriter items) : ColumnWriter<LargeListArray>
{
    protected override void Bound() => items.Bind(Array.Values);

    protected override void WriteValue(RowBuffer row, int index)
    {
        var offsets = Array.ValueOffsets;
        Elements.Write(row, items, checked((int)offsets[index]), checked((int)offsets[index + 1]));
    }
}

/// <summary>Lists by view.</summary>
/// <param name="items">Writes the elements.</param>
internal sealed class ListViewWriter(ColumnWriter items) : ColumnWriter<ListViewArray>
{
    protected override void Bound() => items.Bind(Array.Values);

    protected override void WriteValue(RowBuffer row, int index)
    {
        var start = Array.ValueOffsets[index];
        Elements.Write(row, items, start, start + Array.Sizes[index]);
    }
}

/// <summary>Lists that all have one length.</summary>
/// <param name="items">Writes the elements.</param>
/// <param name="length">The length.</param>
internal sealed class FixedSizeListWriter(ColumnWriter items, int length) : ColumnWriter<FixedSizeListArray>
{
    protected override void Bound() => items.Bind(Array.Values);

    protected override void WriteValue(RowBuffer row, int index)
    {
        var start = (Array.Offset + index) * length;
        Elements.Write(row, items, start, start + length);
    }
}

/// <summary>What the writers of lists share.</summary>
internal static class Elements
{
    internal static void Write(RowBuffer row, ColumnWriter items, int start, int end)
    {
        row.Write((byte)'[');
        for (var i = start; i < end; i++)
        {
            if (i > start)
                row.Write((byte)',');
            items.Write(row, i);
        }

        row.Write((byte)']');
    }
}
