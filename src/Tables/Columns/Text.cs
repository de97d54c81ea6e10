using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Scoring.Rows;
using Rlar.Tables.Json;

namespace Rlar.Tables.Columns;

/// <summary>What the writers of strings share.</summary>
internal static class Text
{
    internal static void Write(RowBuffer row, ReadOnlySpan<byte> text, bool isChecked)
    {
        if (!isChecked && !Utf8.IsValid(text))
            throw new ValueException("a text in it is not valid UTF-8", "Write the column again as UTF-8 text; if it holds bytes, leave it out.");
        JsonText.Write(row, text);
    }
}

/// <summary>Strings. The bytes of a batch are checked at once; one by one only where they are not all UTF-8.</summary>
internal sealed class StringWriter : ColumnWriter<StringArray>
{
    private bool _isChecked;

    protected override void Bound()
    {
        var offsets = Array.ValueOffsets;
        _isChecked = Array.Length == 0 || Utf8.IsValid(Array.Values[offsets[0]..offsets[Array.Length]]);
    }

    protected override void WriteValue(RowBuffer row, int index) => Text.Write(row, Array.GetBytes(index), _isChecked);
}

/// <summary>Strings with offsets of 64 bits, as polars writes them.</summary>
internal sealed class LargeStringWriter : ColumnWriter<LargeStringArray>
{
    protected override void WriteValue(RowBuffer row, int index) => Text.Write(row, Array.GetBytes(index), isChecked: false);
}

/// <summary>Strings by view.</summary>
internal sealed class StringViewWriter : ColumnWriter<StringViewArray>
{
    protected override void WriteValue(RowBuffer row, int index) => Text.Write(row, Array.GetBytes(index), isChecked: false);
}

/// <summary>Bytes: they have no JSON form.</summary>
internal sealed class BytesWriter : ColumnWriter
{
    private IArrowArray _array = null!;

    internal override void Bind(IArrowArray array) => _array = array;

    internal override void Write(RowBuffer row, int index)
    {
        if (!_array.IsNull(index))
            throw new ValueException($"it holds {_array.Data.DataType.Name}, which has no JSON form", "Cast it to text or numbers, or leave the column out.");
        row.Write("null"u8);
    }

    /// <summary>Whether values of a type are bytes, as images are: they stay out of rows where they are part of something else.</summary>
    internal static bool IsBytes(IArrowType type) =>
        type.TypeId is ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView or ArrowTypeId.FixedSizedBinary;
}
