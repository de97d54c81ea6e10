using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Tables.Tests.Parquet;

public sealed class ParquetFormTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RecordBatch Batch(int first, int count, string? badAnswer = null)
    {
        Field[] fields =
        [
            TestTables.Field("prompt", StringType.Default), TestTables.Field("answer", StringType.Default), TestTables.Field("completions", TestTables.ListOf(StringType.Default)),
            TestTables.Field("extra_info", new StructType([TestTables.Field("index", Int64Type.Default), TestTables.Field("split", StringType.Default)])),
        ];
        var batch = TestTables.Batch(fields, Enumerable.Range(first, count).Select(i =>
            $$"""{"prompt":"{{i}}+1?","answer":"{{i + 1}}","completions":{{(badAnswer == $"{i}" ? "null" : $"[\"{i + 1}\",\"{i}\"]")}},"extra_info":{"index":{{i}},"split":null} }"""));
        var images = new BinaryArray.Builder();
        var times = new TimestampArray.Builder(TimeUnit.Microsecond, "UTC");
        for (var i = 0; i < count; i++)
        {
            images.Append([(byte)i, 0xFF]);
            times.Append(DateTimeOffset.UnixEpoch.AddSeconds(i));
        }

        return TestTables.Batch([.. fields.Select((field, i) => (field.Name, batch.Column(i))), ("image", images.Build()), ("made", times.Build()),
            ("score", new FloatArray.Builder().AppendRange(Enumerable.Repeat(0.1f, count)).Build())]);
    }

    private string Path(string name) => _folder.PathOf(name);

    private async Task<RunStatistics> Score(string input, string output, OutputMode mode = OutputMode.New, bool skips = false, GroupKey? groupBy = null)
    {
        var run = new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("numeric-match"), "v"));
        return await run.RunAsync(
            new RowFiles { Input = Path(input), Output = Path(output), Mode = mode, SkipsBadRows = skips, GroupBy = groupBy, Formats = new TableFormats() },
            null, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Convert_Parquet_KeepsEveryColumnAndAddsTheResults()
    {
        TestTables.Parquet(Path("in.parquet"), [Batch(0, 1500), Batch(1500, 1500)], groupRows: 1000);
        await Score("in.parquet", "out.parquet");
        await Score("in.parquet", "out.jsonl");

        using var before = new ParquetSharp.Arrow.FileReader(Path("in.parquet"));
        using var after = new ParquetSharp.Arrow.FileReader(Path("out.parquet"));
        Assert.Equal(
            [.. before.Schema.FieldsList.Select(field => (field.Name, field.DataType.TypeId)), ("route", ArrowTypeId.Struct), ("rewards", ArrowTypeId.List),
                ("advantages", ArrowTypeId.List), ("outcomes", ArrowTypeId.List)],
            after.Schema.FieldsList.Select(field => (field.Name, field.DataType.TypeId)));
        Assert.Equal("UTC", ((TimestampType)after.Schema.GetFieldByName("made").DataType).Timezone);

        var (old, scored, lines) = (TestTables.Read(Path("in.parquet")), TestTables.Read(Path("out.parquet")), _folder.Lines("out.jsonl"));
        Assert.Equal(3000, scored.Count);
        for (var i = 0; i < scored.Count; i++)
        {
            Assert.StartsWith(old[i][..^1], scored[i], StringComparison.Ordinal);
            var (row, line) = (JsonElement.Parse(scored[i]), JsonElement.Parse(lines[i]));
            Assert.Equal(line.GetProperty("rewards").GetRawText(), row.GetProperty("rewards").GetRawText());
            Assert.Equal(line.GetProperty("outcomes")[0].GetProperty("status").GetString(), row.GetProperty("outcomes")[0].GetProperty("status").GetString());
            Assert.Equal(line.GetProperty("route").GetProperty("why").GetString(), row.GetProperty("route").GetProperty("why").GetString());
            Assert.Equal(line.GetProperty("route").GetProperty("tools")[0].GetProperty("version").GetString(), row.GetProperty("route").GetProperty("tools")[0].GetProperty("version").GetString());
        }

        Assert.Equal(Images("in.parquet"), Images("out.parquet"));
    }

    [Fact]
    public async Task Convert_Twice_GivesTheSameBytes()
    {
        TestTables.Parquet(Path("in.parquet"), [Batch(0, 2500)], groupRows: 700);
        await Score("in.parquet", "a.parquet");
        await Score("in.parquet", "b.parquet");
        Assert.Equal(File.ReadAllBytes(Path("a.parquet")), File.ReadAllBytes(Path("b.parquet")));
        Assert.Empty(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path("a"))!, "*.part*"));
    }

    [Fact]
    public async Task Convert_SkippedRows_HaveNoResults()
    {
        TestTables.Parquet(Path("in.parquet"), [Batch(0, 5, badAnswer: "2")]);
        Assert.Equal(1, (await Score("in.parquet", "out.parquet", skips: true)).SkippedRows);
        var rows = TestTables.Read(Path("out.parquet")).Select(row => JsonElement.Parse(row)).ToList();
        Assert.Equal([true, true, false, true, true], rows.Select(row => row.GetProperty("rewards").ValueKind == JsonValueKind.Array));
        Assert.Equal(JsonValueKind.Null, rows[2].GetProperty("outcomes").ValueKind);
        Assert.Equal("[1,0]", rows[3].GetProperty("rewards").GetRawText());
    }

    // Rows of one id, one of them without the key of its group: a good row that was skipped nevertheless.
    [Fact]
    public async Task Convert_RowsSkippedForTheirGroup_HaveNoResults()
    {
        var fields = ("id prompt answer completion key").Split(' ').Select(name => TestTables.Field(name, StringType.Default)).ToArray();
        TestTables.Parquet(Path("in.parquet"), [TestTables.Batch(fields, Enumerable.Range(0, 6).Select(i =>
            $$"""{"id":"same","prompt":"?","answer":"1","completion":"{{i}}","key":{{(i == 2 ? "null" : $"\"{i % 2}\"")}}}"""))]);
        Assert.Equal(1, (await Score("in.parquet", "out.parquet", skips: true, groupBy: GroupKey.Of("key"))).SkippedRows);
        Assert.Equal(
            ["[0]", "[1]", "null", "[0]", "[0]", "[0]"],
            TestTables.Read(Path("out.parquet")).Select(row => JsonElement.Parse(row).GetProperty("rewards").GetRawText()));
    }

    [Fact]
    public async Task Convert_JsonLines_GivesIdsAndResults()
    {
        _folder.Write("in.jsonl", Enumerable.Range(0, 3).Select(i => $$"""{"id":"q{{i}}","prompt":"?","answer":"{{i}}","completions":["1","x"]}"""));
        await Score("in.jsonl", "out.parquet");
        using var after = new ParquetSharp.Arrow.FileReader(Path("out.parquet"));
        Assert.Equal(["id", "route", "rewards", "advantages", "outcomes"], after.Schema.FieldsList.Select(field => field.Name));
        Assert.Equal(["[0,0]", "[1,0]", "[0,0]"], TestTables.Read(Path("out.parquet")).Select(row => JsonElement.Parse(row).GetProperty("rewards").GetRawText()));
    }

    [Fact]
    public async Task Convert_ArrowFolder_KeepsItsColumns()
    {
        Directory.CreateDirectory(Path("set"));
        File.WriteAllBytes(Path("set/train-0.arrow"), TestTables.ArrowStream(Batch(0, 40)));
        File.WriteAllBytes(Path("set/train-1.arrow"), TestTables.ArrowFile(Batch(40, 40)));
        await Score("set", "out.parquet");
        Assert.Equal(Enumerable.Range(0, 80), TestTables.Read(Path("out.parquet")).Select(row => JsonElement.Parse(row).GetProperty("extra_info").GetProperty("index").GetInt32()));

        File.WriteAllBytes(Path("set/train-2.arrow"), TestTables.ArrowStream(TestTables.Batch([TestTables.Field("prompt", StringType.Default)], """{"prompt":"x"}""")));
        var error = await Assert.ThrowsAsync<OutputException>(() => Score("set", "out2.parquet"));
        Assert.Contains("train-2.arrow has other columns than train-0.arrow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_FullDisk_IsTheDisksOwnError()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("this system has no /dev/full");
        TestTables.Parquet(Path("in.parquet"), [Batch(0, 40)]);
        await Score("in.parquet", "rows.jsonl");
        var form = new TableFormats().Form(Path("out.parquet"), new RowInput("-", new LineSourceOptions()))!;
        var error = Assert.Throws<IOException>(() => form.Convert(() => File.OpenRead(Path("rows.jsonl")), [], "/dev/full"));
        Assert.StartsWith("No space left on device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_KilledInIt_IsDoneAgainOnResume()
    {
        TestTables.Parquet(Path("in.parquet"), [Batch(0, 200)]);
        await Score("in.parquet", "whole.parquet");

        // As a run leaves it that was killed while it converted: all rows in the part, and half of the file.
        await Score("in.parquet", "rows.jsonl");
        var stopped = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<Exception>(() => new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("numeric-match"), "v")).RunAsync(
            new RowFiles { Input = Path("in.parquet"), Output = Path("out.parquet"), Formats = new TableFormats() }, new StopAt(150, stopped), null, stopped.Token));
        Assert.True(new FileInfo(Path("out.parquet.part")).Length > 0);
        File.WriteAllText(Path("out.parquet.part"), string.Concat(_folder.Lines("rows.jsonl").Select(line => line + "\n")));
        File.WriteAllBytes(Path("out.parquet.part.tmp"), File.ReadAllBytes(Path("whole.parquet"))[..500]);

        var left = await Assert.ThrowsAsync<OutputException>(() => Score("in.parquet", "out.parquet"));
        Assert.Contains("--resume", left.Message, StringComparison.Ordinal);
        await Score("in.parquet", "out.parquet", OutputMode.Resume);
        Assert.Equal(File.ReadAllBytes(Path("whole.parquet")), File.ReadAllBytes(Path("out.parquet")));
        Assert.False(File.Exists(Path("out.parquet.part")) || File.Exists(Path("out.parquet.part.tmp")) || File.Exists(Path("out.parquet.part.json")));
    }

    [Fact]
    public async Task Open_WhatCannotBeWritten_IsRefusedBeforeAnythingIsScored()
    {
        var text = new StringArray.Builder().Append("x").Build();
        TestTables.Parquet(Path("in.parquet"), [TestTables.Batch([("prompt", text), ("completion", text), ("rewards", text)])]);
        Assert.Contains("has a column 'rewards' already", (await Assert.ThrowsAsync<OutputException>(() => Score("in.parquet", "out.parquet"))).Message, StringComparison.Ordinal);
        foreach (var name in new[] { "out.csv", "out.tsv", "out.arrow", "out.jsonl.zst" })
            Assert.Contains("Write it without|Name the output".Split('|'), part => Assert.ThrowsAsync<OutputException>(() => Score("in.parquet", name)).Result.Message.Contains(part, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path("a"))!, "*.part*"));
    }

    private List<string> Images(string name)
    {
        using var file = new ParquetSharp.Arrow.FileReader(Path(name));
        using var batches = file.GetRecordBatchReader();
        var images = new List<string>();
        while (batches.ReadNextRecordBatchAsync().AsTask().Result is { } batch)
        {
            using (batch)
                images.AddRange(Enumerable.Range(0, batch.Length).Select(i => Convert.ToHexString(((BinaryArray)batch.Column("image")).GetBytes(i))));
        }

        return images;
    }

    private sealed class StopAt(long rows, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Rows >= rows)
                stop.Cancel();
        }
    }
}
