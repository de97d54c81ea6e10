using System.IO.Compression;
using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class LineSourceTests
{
    [Theory]
    [InlineData("a\nb\n", "1:a 2:b")]
    [InlineData("a\nb", "1:a 2:b")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("a\r\n\r\n \t \nb\r", "1:a 4:b")]
    [InlineData("\n\na\n\n", "3:a")]
    [InlineData("\uFEFFa\nb\n", "1:a 2:b")]
    [InlineData("\uFEFF\r\na", "2:a")]
    [InlineData("  a \r\n", "1:  a ")]
    [InlineData("a\rb\n", "1:a\rb")]
    [InlineData("é\n漢字😀\n", "1:é 2:漢字😀")]
    public void Read_LineEndsAndBlanks_GivesLinesWithTheirNumbers(string text, string expected)
    {
        var plain = Encoding.UTF8.GetBytes(text);

        Assert.Equal(expected, Lines(plain));
        Assert.Equal(expected, Lines(Gzip(plain)));
        Assert.Equal(expected, Lines(Gzip(plain[..(plain.Length / 2)], plain[(plain.Length / 2)..])));
        Assert.Equal(expected, Lines(new Dribble(plain)));
    }

    [Fact]
    public void Read_ManyLinesOfRandomLengths_GivesThemAllUnchanged()
    {
        var random = new Random(17);
        var lines = Enumerable.Range(0, 3000).Select(i => new string((char)('a' + (i % 26)), 1 + (int)Math.Exp(random.NextDouble() * 12.5))).ToList();
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        using var source = LineSource.Open("-", new MemoryStream(Gzip(bytes)));

        // Held to the end: no line may change while others are read.
        var read = new List<InputLine>();
        while (source.Read(CancellationToken.None) is { } line)
            read.Add(line);

        Assert.Equal(lines, read.Select(l => Encoding.UTF8.GetString(l.Bytes.Span)));
        read.ForEach(l => l.Dispose());
        Assert.Throws<ObjectDisposedException>(() => read[0].Bytes);
        read[0].Dispose();
    }

    [Fact]
    public void Open_FileWithoutGzName_IsToldByItsBytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rows.jsonl", Gzip("{}\n"u8.ToArray()));
        using var source = LineSource.Open(path);
        using var line = source.Read(CancellationToken.None);

        Assert.Equal(path, source.Name);
        Assert.Equal("{}"u8, line!.Bytes.Span);
    }

    [Fact]
    public void Open_WhatIsNoReadableFile_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("there is no such file", Refusal(() => LineSource.Open(folder.Path("none"))), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refusal(() => LineSource.Open(folder.Path("no/none"))), StringComparison.Ordinal);
        Assert.Contains("this is a directory", Refusal(() => LineSource.Open(folder.Root)), StringComparison.Ordinal);
        Assert.Contains("the path is empty", Refusal(() => LineSource.Open("")), StringComparison.Ordinal);
        Assert.Contains("no standard input", Refusal(() => LineSource.Open("-")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileWithoutPermission_SaysSo()
    {
        Assert.SkipWhen(Environment.UserName == "root", "root may read everything");
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        var path = folder.Write("rows", "{}"u8.ToArray());
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("no permission", Refusal(() => LineSource.Open(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "stdin: the input is empty. Give one JSON object a line.")]
    [InlineData("\n \r\n", "stdin: the input has only blank lines. Give one JSON object a line.")]
    public void Read_NoRows_IsRefused(string text, string expected)
    {
        Assert.Equal(expected, Refusal(() => Lines(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(expected, Refusal(() => Lines(Gzip(Encoding.UTF8.GetBytes(text)))));
    }

    [Theory]
    [InlineData("ok\nab\0c\nok", "stdin:2: byte 3 of the line is NUL: this is binary data, not JSON lines. Give a text file with one JSON object a line.")]
    [InlineData("ok\nab\u00ff\nok", "stdin:2: byte 3 of the line (0xFF) is not valid UTF-8. Save the file as UTF-8, for example with iconv -t UTF-8.")]
    [InlineData("ok\n\u00e2\u0082\nok", "stdin:2: byte 1 of the line (0xE2) is not valid UTF-8. Save the file as UTF-8, for example with iconv -t UTF-8.")]
    public void Read_BinaryLine_IsRefusedAndTheNextIsRead(string latin, string expected)
    {
        using var source = LineSource.Open("-", new MemoryStream(Encoding.Latin1.GetBytes(latin)));
        Assert.Equal(1, source.Read(CancellationToken.None)!.Number);

        var error = Assert.Throws<InputException>(() => source.Read(CancellationToken.None));

        Assert.Equal(expected, error.Message);
        Assert.Equal(("stdin", 2, null), (error.File, error.Line, error.Field));
        Assert.Equal(3, source.Read(CancellationToken.None)!.Number);
        Assert.Null(source.Read(CancellationToken.None));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 4, 0 }, "Zstandard")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0 }, "zip archive")]
    [InlineData(new byte[] { (byte)'P', (byte)'A', (byte)'R', (byte)'1', 0 }, "Parquet")]
    public void Read_KnownBinaryFormat_IsNamed(byte[] bytes, string name) =>
        Assert.Contains(name, Refusal(() => Lines(bytes)), StringComparison.Ordinal);

    [Theory]
    [InlineData(4, "abcd", true)]
    [InlineData(4, "abcde", false)]
    [InlineData(4, "abcd\r\n", true)]
    [InlineData(4, "\uFEFFabcd\r\n", true)]
    [InlineData(4, "\uFEFFabcde\r\n", false)]
    public void Read_LineAtTheLimit_IsTakenAndOneByteMoreIsNot(int limit, string text, bool taken)
    {
        var options = new LineSourceOptions { MaxLineBytes = limit };
        var error = Record.Exception(() => Lines(new MemoryStream(Encoding.UTF8.GetBytes(text)), options));
        Assert.Equal(taken, error is null);
    }

    [Fact]
    public void Read_LineOf100Megabytes_IsRefusedAtTheLimitAndTheNextIsRead()
    {
        // 100 MB without a line end between two good rows, made as they are read.
        using var source = LineSource.Open("-", new LongLine(100_000_000));
        Assert.Equal(1, source.Read(CancellationToken.None)!.Number);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InputException>(() => source.Read(CancellationToken.None));

        Assert.Equal(2, error.Line);
        Assert.Contains($"the limit of {64 << 20} bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, source.Read(CancellationToken.None)!.Number);
        Assert.Null(source.Read(CancellationToken.None));

        // Doubling to the limit: at most 1/4 + 1/2 + 1 + ... of it and one power of two above.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000_000);
    }

    [Fact]
    public void Read_LineBeyondASmallLimit_HoldsNoMoreThanTheLimit()
    {
        using var source = LineSource.Open("-", new LongLine(100_000_000), new LineSourceOptions { MaxLineBytes = 1 << 20 });
        Assert.Equal(1, source.Read(CancellationToken.None)!.Number);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InputException>(() => source.Read(CancellationToken.None));
        Assert.Equal(3, source.Read(CancellationToken.None)!.Number);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 << 20);
    }

    [Fact]
    public void Read_GzipTruncatedAnywhere_DeliversTheWholeLinesBeforeAndThenFails()
    {
        var rows = Enumerable.Range(0, 400).Select(i => $"{{\"id\":{i},\"noise\":\"{i * 7919 % 10007}\"}}").ToList();
        var plain = Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n");
        var whole = Gzip(plain[..3000], plain[3000..]);
        var boundary = Gzip(plain[..3000]).Length;
        var most = 0;
        for (var length = 3; length < whole.Length; length++)
        {
            using var source = LineSource.Open("-", new MemoryStream(whole[..length]));
            var read = new List<string>();
            var error = Record.Exception(() => ReadAll(source, read));

            if (length == boundary)
            {
                // A file that ends with a whole member is a whole file, whose last line happens to be cut.
                Assert.Null(error);
                continue;
            }

            var refused = Assert.IsType<InputException>(error);
            Assert.Contains("truncated", refused.Message, StringComparison.Ordinal);
            Assert.Equal(rows[..read.Count], read);
            Assert.Equal(read.Count + 1, refused.Line);
            Assert.Throws<InputException>(() => source.Read(CancellationToken.None));
            Assert.True(read.Count >= most || length > boundary, $"{read.Count} rows from {length} bytes, {most} from fewer");
            most = Math.Max(most, read.Count);
        }

        Assert.Equal(rows.Count, most);
    }

    [Fact]
    public void Read_GzipDamaged_DeliversTheLinesBeforeTheDamage()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 5000).Select(_ => $"{{\"noise\":\"{random.NextInt64():x}{random.NextInt64():x}\"}}").ToList();
        var bytes = Gzip(Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n"));
        bytes.AsSpan(bytes.Length / 2, 64).Clear();
        using var source = LineSource.Open("-", new MemoryStream(bytes));
        var read = new List<string>();

        var error = Assert.Throws<InputException>(() => ReadAll(source, read));

        Assert.InRange(read.Count, 2000, 4999);
        Assert.Equal(rows.Take(2000), read.Take(2000));
        Assert.True(error.Line > 2000);
    }

    [Fact]
    public void Read_FailingStream_DeliversTheLinesBeforeAndNamesTheLine()
    {
        using var source = LineSource.Open("-", new Dribble("a\nb\nc"u8.ToArray(), failAtEnd: true));
        var read = new List<string>();
        var error = Assert.Throws<InputException>(() => ReadAll(source, read));
        Assert.Equal(["a", "b"], read);
        Assert.StartsWith("stdin:3: reading failed: the pipe broke. ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using var source = LineSource.Open("-", new MemoryStream("a\n"u8.ToArray()));
        Assert.Throws<OperationCanceledException>(() => source.Read(new CancellationToken(canceled: true)));
    }

    private static string Refusal(Action action) => Assert.Throws<InputException>(action).Message;

    private static string Lines(byte[] bytes) => Lines(new MemoryStream(bytes));

    private static string Lines(Stream stream, LineSourceOptions? options = null)
    {
        using var source = LineSource.Open("-", stream, options);
        var lines = new List<string>();
        while (source.Read(CancellationToken.None) is { } line)
        {
            lines.Add($"{line.Number}:{Encoding.UTF8.GetString(line.Bytes.Span)}");
            line.Dispose();
        }

        return string.Join(' ', lines);
    }

    private static void ReadAll(LineSource source, List<string> read)
    {
        while (source.Read(CancellationToken.None) is { } line)
        {
            read.Add(Encoding.UTF8.GetString(line.Bytes.Span));
            line.Dispose();
        }
    }

    private static byte[] Gzip(params byte[][] members)
    {
        var output = new MemoryStream();
        foreach (var member in members)
        {
            using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(member);
            gzip.Flush();
        }

        return output.ToArray();
    }
}
