using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Tests;

/// <summary>Files that are cut short or changed: an error that says what to do, never fewer rows without a word.</summary>
public sealed class HostileFileTests
{
    private const int Rows = 300;

    private static readonly Field[] s_fields = [TestTables.Field("id", StringType.Default), TestTables.Field("completions", TestTables.ListOf(StringType.Default))];

    private static IEnumerable<RecordBatch> Batches() => Enumerable.Range(0, Rows).Chunk(100).Select(chunk => TestTables.Batch(
        s_fields, chunk.Select(i => $$"""{"id":"q{{i}}","completions":["{{new string((char)('a' + (i % 26)), i)}}","é"]}""")));

    [Fact]
    public void Read_ArrowStreamCutAnywhere_IsAnError() => CutAnywhere("rows.arrow", TestTables.ArrowStream([.. Batches()]));

    [Fact]
    public void Read_ArrowFileCutAnywhere_IsAnError() => CutAnywhere("rows.arrow", TestTables.ArrowFile([.. Batches()]));

    [Fact]
    public void Read_ParquetCutAnywhere_IsAnError()
    {
        using var folder = new TempFolder();
        TestTables.Parquet(folder.PathOf("p"), [.. Batches()], groupRows: 90);
        CutAnywhere("rows.parquet", File.ReadAllBytes(folder.PathOf("p")));
    }

    [Fact]
    public void Read_ZstdAndGzipCutAnywhere_IsAnErrorAfterWholeRows()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Rows).Select(i => $$"""{"id":"q{{i}}","prompt":"{{Convert.ToHexString(BitConverter.GetBytes(i * 2654435761))}}"}""" + "\n")));
        CutAnywhere("rows.jsonl.zst", Zstd(text));
        CutAnywhere("rows.jsonl.gz", Gzip(text));
        CutAnywhere("rows.json", [(byte)'[', .. text.AsSpan()[..^1].ToArray().Select(b => b == '\n' ? (byte)',' : b), (byte)']']);
    }

    [Fact]
    public void Read_ChangedBytes_EndsInRowsOrAnError()
    {
        using var folder = new TempFolder();
        foreach (var (name, whole) in new[] { ("a.arrow", TestTables.ArrowStream([.. Batches()])), ("f.arrow", TestTables.ArrowFile([.. Batches()])) })
        {
            var random = new Random(5);
            for (var i = 0; i < 300; i++)
            {
                byte[] bytes = [.. whole];
                bytes[random.Next(16, bytes.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(folder.PathOf(name), bytes);
                try
                {
                    Assert.True(TestTables.Read(folder.PathOf(name)).Count <= Rows);
                }
                catch (InputException error)
                {
                    Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData("PARE....PARE", "encrypted")]
    [InlineData("PAR1", "cut short")]
    [InlineData("PAR1............PARE", "encrypted")]
    [InlineData("PAR1\0\0\0\0PAR1", "a footer|the Parquet footer")]
    [InlineData("PAR1....\u007f\u007f\u007f\u007fPAR1", "the Parquet footer is said to have")]
    [InlineData("ARROW1..", "cut short")]
    public void Open_HeadsOfDamagedFiles_AreRefused(string text, string reason)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("t"), text);
        var message = TestTables.Refusal(() => TestTables.Read(folder.PathOf("t")));
        Assert.Contains(reason.Split('|'), part => message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_ParquetOrArrowFileFromAPipe_AsksForThePath()
    {
        Assert.Contains("Give the path", TestTables.Refusal(() => TestTables.Read("PAR1............PAR1"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("Give the path", TestTables.Refusal(() => TestTables.Read(TestTables.ArrowFile([.. Batches()]))), StringComparison.Ordinal);
        Assert.Contains("Give the path", TestTables.Refusal(() => TestTables.Read(Gzip("PAR1............PAR1"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Equal(Rows, TestTables.Read(TestTables.ArrowStream([.. Batches()])).Count);
        Assert.Equal(Rows, TestTables.Read(Gzip(TestTables.ArrowStream([.. Batches()]))).Count);
    }

    [Fact]
    public void Open_RowsAboveTheLimit_AreRefusedWithTheRemedy()
    {
        using var folder = new TempFolder();
        TestTables.Parquet(folder.PathOf("t"), [TestTables.Batch([TestTables.Field("prompt", StringType.Default)], $$"""{"prompt":"{{new string('x', 5000)}}"}""", """{"prompt":"x"}""")]);
        var options = TestTables.Scoring with { MaxLineBytes = 1000, LongLineRemedy = "Do this." };
        Assert.Contains("above the limit of 1000 bytes. Do this.", TestTables.Refusal(() => TestTables.Read(folder.PathOf("t"), options)), StringComparison.Ordinal);

        File.WriteAllBytes(folder.PathOf("t"), TestTables.ArrowStream(TestTables.Batch([TestTables.Field("prompt", StringType.Default)], $$"""{"prompt":"{{new string('x', 5000)}}"}""", """{"prompt":"x"}""")));
        using var source = LineSource.Open(folder.PathOf("t"), null, options with { Formats = new TableFormats() });
        Assert.Contains("the row is longer than the limit of 1000 bytes. Do this.", TestTables.Refusal(() => source.Read(CancellationToken.None)), StringComparison.Ordinal);
        using var second = source.Read(CancellationToken.None);
        Assert.Equal("""{"prompt":"x"}"""u8, second!.Bytes.Span);
    }

    private static void CutAnywhere(string name, byte[] whole)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.PathOf(name), whole);
        Assert.Equal(Rows, TestTables.Read(folder.PathOf(name)).Count);
        var step = Math.Max(1, whole.Length / 400);
        for (var length = 1; length < whole.Length; length += step)
        {
            File.WriteAllBytes(folder.PathOf(name), whole[..length]);
            var error = Assert.Throws<InputException>(() => DrainBadRows(folder.PathOf(name)));
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Reads to the end as who scores does: of a few bytes a line may be left, which is no row.</summary>
    private static void DrainBadRows(string path)
    {
        using var source = LineSource.Open(path, null, new LineSourceOptions { Formats = new TableFormats() });
        while (source.Read(CancellationToken.None) is { } line)
        {
            using (line)
            {
                if (line.Bytes.Span[^1] != (byte)'}')
                    throw new InputException(path, line.Number, null, "the line is no row", "Mend it.");
            }
        }
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return [.. compressor.Wrap(bytes.AsSpan(0, bytes.Length / 2)), .. compressor.Wrap(bytes.AsSpan(bytes.Length / 2))];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress))
            gzip.Write(bytes);
        return stream.ToArray();
    }
}
