using Apache.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Json;

namespace Rlar.Tables.Columns;

/// <summary>Structs as objects.</summary>
/// <param name="fields">The fields that have a JSON form, by their place.</param>
internal sealed class StructWriter(IReadOnlyList<(int Place, string Name, ColumnWriter Writer)> fields) : ColumnWriter<StructArray>
{
    private readonly (int Place, byte[] Key, ColumnWriter Writer)[] _fields =
        [.. fields.Select((field, i) => (field.Place, JsonText.Key(field.Name, isFirst: i == 0), field.Writer))];

    protected override void Bound()
    {
        foreach (var (place, _, writer) in _fields)
            writer.Bind(Array.Fields[place]);
    }

    protected override void WriteValue(RowBuffer row, int index)
    {
        row.Write((byte)'{');
        foreach (var (_, key, writer) in _fields)
        {
            row.Write(key);
            writer.Write(row, index);
        }

        row.Write((byte)'}');
    }
}

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

/// <summary>Maps from texts as objects.</summary>
/// <param name="keys">Writes the keys: strings.</param>
/// <param name="values">Writes the values.</param>
internal sealed class MapWriter(ColumnWriter keys, ColumnWriter values) : ColumnWriter<MapArray>
{
    protected override void Bound()
    {
        keys.Bind(Array.Keys);
        values.Bind(Array.Values);
    }

    protected override void WriteValue(RowBuffer row, int index)
    {
        var offsets = Array.ValueOffsets;
        row.Write((byte)'{');
        for (var i = offsets[index]; i < offsets[index + 1]; i++)
        {
            if (i > offsets[index])
                row.Write((byte)',');
            keys.Write(row, i);
            row.Write((byte)':');
            values.Write(row, i);
        }

        row.Write((byte)'}');
    }
}

/// <summary>Values by their number in a dictionary.</summary>
/// <param name="values">Writes the dictionary's values.</param>
internal sealed class DictionaryWriter(ColumnWriter values) : ColumnWriter<DictionaryArray>
{
    private Func<int, long> _number = _ => 0;

    protected override void Bound()
    {
        values.Bind(Array.Dictionary);
        _number = Array.Indices switch
        {
            Int32Array numbers => index => numbers.Values[index],
            Int8Array numbers => index => numbers.Values[index],
            Int16Array numbers => index => numbers.Values[index],
            Int64Array numbers => index => numbers.Values[index],
            UInt8Array numbers => index => numbers.Values[index],
            UInt16Array numbers => index => numbers.Values[index],
            UInt32Array numbers => index => numbers.Values[index],
            UInt64Array numbers => index => checked((long)numbers.Values[index]),
            _ => throw new ValueException("the numbers into its dictionary are no integers", "The file is damaged: write it again."),
        };
    }

    protected override void WriteValue(RowBuffer row, int index)
    {
        var number = _number(index);
        if (number < 0 || number >= Array.Dictionary.Length)
            throw new ValueException($"value {number} is not in its dictionary of {Array.Dictionary.Length}", "The file is damaged: write it again.");
        values.Write(row, (int)number);
    }
}

/// <summary>An extension type, by what it is stored as.</summary>
/// <param name="storage">Writes the storage.</param>
internal sealed class ExtensionWriter(ColumnWriter storage) : ColumnWriter
{
    internal override void Bind(IArrowArray array) => storage.Bind(array is ExtensionArray extension ? extension.Storage : array);

    internal override void Write(RowBuffer row, int index) => storage.Write(row, index);
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
