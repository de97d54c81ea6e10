using Apache.Arrow;
using Apache.Arrow.Types;

namespace Rlar.Tables.Columns;

/// <summary>The writer of each Arrow type.</summary>
internal static class ColumnWriters
{
    /// <summary>The writer of a type.</summary>
    /// <exception cref="ValueException">The type has no JSON form.</exception>
    internal static ColumnWriter Of(IArrowType type) => type switch
    {
        NullType => new NullWriter(),
        BooleanType => new BooleanWriter(),
        Int8Type => new IntegerWriter<sbyte>(),
        Int16Type => new IntegerWriter<short>(),
        Int32Type => new IntegerWriter<int>(),
        Int64Type => new IntegerWriter<long>(),
        UInt8Type => new IntegerWriter<byte>(),
        UInt16Type => new IntegerWriter<ushort>(),
        UInt32Type => new IntegerWriter<uint>(),
        UInt64Type => new IntegerWriter<ulong>(),
        HalfFloatType => new FloatWriter<Half>(),
        FloatType => new FloatWriter<float>(),
        DoubleType => new FloatWriter<double>(),
        Decimal32Type => new DecimalWriter<Decimal32Array>((array, index) => array.GetString(index)),
        Decimal64Type => new DecimalWriter<Decimal64Array>((array, index) => array.GetString(index)),
        Decimal128Type => new DecimalWriter<Decimal128Array>((array, index) => array.GetString(index)),
        Decimal256Type => new DecimalWriter<Decimal256Array>((array, index) => array.GetString(index)),
        StringType => new StringWriter(),
        LargeStringType => new LargeStringWriter(),
        StringViewType => new StringViewWriter(),
        Date32Type => new DateWriter<Date32Array>((array, index) => array.GetDateTime(index)),
        Date64Type => new DateWriter<Date64Array>((array, index) => array.GetDateTime(index)),
        TimestampType timestamp => new TimestampWriter(timestamp),
        Time32Type time => new TimeWriter<Time32Array>(time.Unit, (array, index) => array.Values[index]),
        Time64Type time => new TimeWriter<Time64Array>(time.Unit, (array, index) => array.Values[index]),
        StructType @struct => Struct(@struct),
        MapType map => Map(map),
        ListType list => new ListWriter(Of(list.ValueDataType)),
        LargeListType list => new LargeListWriter(Of(list.ValueDataType)),
        ListViewType list => new ListViewWriter(Of(list.ValueDataType)),
        FixedSizeListType list => new FixedSizeListWriter(Of(list.ValueDataType), list.ListSize),
        DictionaryType dictionary => new DictionaryWriter(Of(dictionary.ValueType)),
        ExtensionType extension => new ExtensionWriter(Of(extension.StorageType)),
        _ when BytesWriter.IsBytes(type) => new BytesWriter(),
        _ => throw new ValueException($"it is of the type {type.Name}, which has no JSON form", "Cast it to text or numbers, or leave the column out."),
    };

    /// <summary>Bytes beside other fields, an image with its path, stay out of the row.</summary>
    private static StructWriter Struct(StructType type)
    {
        var fields = new List<(int Place, string Name, ColumnWriter Writer)>();
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (!BytesWriter.IsBytes(type.Fields[i].DataType))
                fields.Add((i, type.Fields[i].Name, Of(type.Fields[i].DataType)));
        }

        return new StructWriter(fields);
    }

    private static MapWriter Map(MapType type) => type.KeyField.DataType is StringType or LargeStringType or StringViewType
        ? new MapWriter(Of(type.KeyField.DataType), Of(type.ValueField.DataType))
        : throw new ValueException($"it is a map from {type.KeyField.DataType.Name}, and keys of JSON are texts", "Cast the keys to text.");
}
