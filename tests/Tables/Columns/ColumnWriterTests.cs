using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Tests.Columns;

public sealed class ColumnWriterTests
{
    private static readonly DateTimeOffset s_moment = new(2026, 11, 30, 12, 30, 5, TimeSpan.Zero);

    /// <summary>Arrays of two values, the second null, and the first as JSON.</summary>
    public static TheoryData<string, IArrowArray> Values => new()
    {
        { "true", new BooleanArray.Builder().Append(true).AppendNull().Build() },
        { "-7", new Int8Array.Builder().Append(-7).AppendNull().Build() },
        { "-700", new Int16Array.Builder().Append(-700).AppendNull().Build() },
        { "-70000", new Int32Array.Builder().Append(-70000).AppendNull().Build() },
        { "-9223372036854775808", new Int64Array.Builder().Append(long.MinValue).AppendNull().Build() },
        { "255", new UInt8Array.Builder().Append(255).AppendNull().Build() },
        { "65535", new UInt16Array.Builder().Append(65535).AppendNull().Build() },
        { "4294967295", new UInt32Array.Builder().Append(uint.MaxValue).AppendNull().Build() },
        { "18446744073709551615", new UInt64Array.Builder().Append(ulong.MaxValue).AppendNull().Build() },
        { "0.1", new FloatArray.Builder().Append(0.1f).AppendNull().Build() },
        { "0.1", new DoubleArray.Builder().Append(0.1).AppendNull().Build() },
        { "1E+300", new DoubleArray.Builder().Append(1e300).AppendNull().Build() },
        { "-0", new DoubleArray.Builder().Append(-0.0).AppendNull().Build() },
        { "5E-324", new DoubleArray.Builder().Append(double.Epsilon).AppendNull().Build() },
        { "12345678901234567890.123400", new Decimal128Array.Builder(new Decimal128Type(38, 6)).Append("12345678901234567890.1234").AppendNull().Build() },
        { "-1.50", new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append("-1.5").AppendNull().Build() },
        { "\"\"", new StringArray.Builder().Append("").AppendNull().Build() },
        { "\"a\\\"b\\\\c\\n\\t\\u0001 é漢😀 <>&\u007f\"", new StringArray.Builder().Append("a\"b\\c\n\t\u0001 é漢😀 <>&\u007f").AppendNull().Build() },
        { "\"2026-11-30\"", new Date32Array.Builder().Append(s_moment.DateTime).AppendNull().Build() },
        { "\"1969-12-31\"", new Date32Array.Builder().Append(new DateTime(1969, 12, 31)).AppendNull().Build() },
        { "\"2026-11-30T12:30:05Z\"", new TimestampArray.Builder(TimeUnit.Second, "UTC").Append(s_moment).AppendNull().Build() },
        { "\"2026-11-30T12:30:05.004\"", new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, (string?)null)).Append(s_moment.AddMilliseconds(4)).AppendNull().Build() },
        { "\"2026-11-30T12:30:05.000004Z\"", new TimestampArray.Builder(TimeUnit.Microsecond, "Europe/Berlin").Append(s_moment.AddMicroseconds(4)).AppendNull().Build() },
        { "\"1969-12-31T23:59:59.999\"", new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, (string?)null)).Append(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)).AppendNull().Build() },
        { "\"12:30:05.000000\"".Replace(".000000", ""), new Time64Array.Builder(new Time64Type(TimeUnit.Microsecond)).Append(45_005_000_000).AppendNull().Build() },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Write_EveryPlainType_IsItsJson(string json, IArrowArray array)
    {
        using var folder = new TempFolder();
        var batch = TestTables.Batch([("v", array)]);
        string[] expected = [$$"""{"v":{{json}}}""", """{"v":null}"""];

        Assert.Equal(expected, TestTables.Read(TestTables.ArrowStream(batch)));

        // As elements of a list, and as a slice, whose values do not start at the array's start.
        Assert.Equal([expected[1]], TestTables.Read(TestTables.ArrowStream(TestTables.Batch([("v", ArrowArrayFactory.Slice(array, 1, 1))]))));
        TestTables.Parquet(folder.PathOf("t.parquet"), [batch]);
        Assert.Equal(expected, TestTables.Read(folder.PathOf("t.parquet")));
        _ = JsonElement.Parse(expected[0]);
    }

    [Fact]
    public void Write_NestedTypes_AreObjectsAndLists()
    {
        string[] rows =
        [
            """{"messages":[{"role":"user","content":"a\nb"},{"role":"assistant","content":null}],"scores":{"x":1.5,"y":null},"deep":[[1],[],[2,3]],"flag":true}""",
            """{"messages":[],"scores":{},"deep":[],"flag":null}""",
            """{"messages":null,"scores":null,"deep":null,"flag":false}""",
            """{"messages":[null],"scores":{"é":0.25},"deep":[null],"flag":null}""",
        ];
        Field[] fields =
        [
            TestTables.Field("messages", TestTables.ListOf(new StructType([TestTables.Field("role", StringType.Default), TestTables.Field("content", StringType.Default)]))),
            TestTables.Field("scores", new MapType(new Field("key", StringType.Default, false), TestTables.Field("value", DoubleType.Default))),
            TestTables.Field("deep", TestTables.ListOf(TestTables.ListOf(Int64Type.Default))),
            TestTables.Field("flag", BooleanType.Default),
        ];
        using var folder = new TempFolder();
        var batch = TestTables.Batch(fields, rows);

        Assert.Equal(rows, TestTables.Read(TestTables.ArrowStream(batch)));
        Assert.Equal([.. rows, .. rows], TestTables.Read(TestTables.ArrowStream(batch, batch)));
        TestTables.Parquet(folder.PathOf("t.parquet"), [batch, batch], groupRows: 3);
        Assert.Equal([.. rows, .. rows], TestTables.Read(folder.PathOf("t.parquet")));

        var sliced = TestTables.Batch([.. fields.Select((field, i) => (field.Name, ArrowArrayFactory.Slice(batch.Column(i), 1, 3)))]);
        TestTables.Parquet(folder.PathOf("s.parquet"), [sliced]);
        Assert.Equal(rows[1..], TestTables.Read(folder.PathOf("s.parquet")));
    }

    [Fact]
    public void Write_DictionaryAndLargeText_AreTheirValues()
    {
        var words = new StringArray.Builder().Append("left").Append("right").Build();
        var dictionary = new DictionaryArray(
            new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().Append(1).AppendNull().Append(0).Build(), words);
        var large = new LargeStringArray.Builder().Append("a").AppendNull().Append("é").Build();
        var bytes = TestTables.ArrowStream(TestTables.Batch([("d", dictionary), ("l", large), ("n", new NullArray(3))]));

        Assert.Equal(["""{"d":"right","l":"a","n":null}""", """{"d":null,"l":null,"n":null}""", """{"d":"left","l":"é","n":null}"""], TestTables.Read(bytes));
    }

    [Fact]
    public void Write_NaN_RefusesTheRowThatUsesItAndGoesOn()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("t.parquet");
        TestTables.Parquet(path, [TestTables.Batch([("answer", new DoubleArray.Builder().Append(1).Append(double.NaN).Append(3).Build()), ("unused", new DoubleArray.Builder().Append(double.NaN).Append(1).Append(1).Build())])]);
        using var source = LineSource.Open(path, null, TestTables.Scoring with { Formats = new TableFormats() });

        source.Read(CancellationToken.None)!.Dispose();
        var error = Assert.Throws<InputException>(() => source.Read(CancellationToken.None));
        Assert.Equal(("answer", 2L, false), (error.Field, error.Line, source.IsBroken));
        Assert.Contains("NaN, which JSON cannot say", error.Message, StringComparison.Ordinal);
        using var third = source.Read(CancellationToken.None);
        Assert.Equal(3, third!.Number);
    }

    [Fact]
    public void Write_TextThatIsNotUtf8_IsRefused()
    {
        var data = new ArrayData(StringType.Default, 2, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<int>().Append(0).Append(2).Append(4).Build(), new ArrowBuffer.Builder<byte>().Append("ok"u8).Append(0xFF).Append(0x41).Build()]);
        var bytes = TestTables.ArrowStream(TestTables.Batch([("prompt", ArrowArrayFactory.BuildArray(data))]));
        Assert.Contains("not valid UTF-8", TestTables.Refusal(() => TestTables.Read(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_BytesInAStruct_StayOut()
    {
        var image = new StructType([TestTables.Field("bytes", BinaryType.Default), TestTables.Field("path", StringType.Default)]);
        var values = new StructArray(image, 1, [new BinaryArray.Builder().Append([1, 2]).Build(), new StringArray.Builder().Append("a.png").Build()], ArrowBuffer.Empty);
        Assert.Equal(["""{"metadata":{"path":"a.png"}}"""], TestTables.Read(TestTables.ArrowStream(TestTables.Batch([("metadata", values)]))));
    }

    [Fact]
    public void Open_ColumnsThatCannotBeRows_AreRefusedWhereTheyAreLookedAt()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("t.arrow");
        var bytes = new BinaryArray.Builder().Append([1]).Build();
        File.WriteAllBytes(path, TestTables.ArrowStream(TestTables.Batch([("prompt", bytes), ("image", bytes)])));
        Assert.Contains("field 'prompt': it holds bytes", TestTables.Refusal(() => TestTables.Read(path, TestTables.Scoring)), StringComparison.Ordinal);

        var text = new StringArray.Builder().Append("x").Build();
        File.WriteAllBytes(path, TestTables.ArrowStream(TestTables.Batch([("prompt", text), ("image", bytes)])));
        Assert.Equal(["""{"prompt":"x"}"""], TestTables.Read(path, TestTables.Scoring));
        File.WriteAllBytes(path, TestTables.ArrowStream(TestTables.Batch([("prompt", text), ("prompt", text)])));
        Assert.Contains("two columns have this name", TestTables.Refusal(() => TestTables.Read(path, TestTables.Scoring)), StringComparison.Ordinal);
    }
}
