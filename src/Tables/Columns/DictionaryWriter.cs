using Apache.Arrow;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Columns;

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
