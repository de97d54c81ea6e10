using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class ResumableOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.Path("out.jsonl");

    private string Part => Out + ".part";

    private string Record => Out + ".part.run";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Complete_NewOutput_IsRenamedAndLeavesNothingElse()
    {
        File.WriteAllText(Out, "of before");
        using (var output = Open())
        {
            output.Append("{\"id\":\"a\"}"u8);
            Assert.Equal("of before", File.ReadAllText(Out));
            output.Complete();
            Assert.Equal(1, output.SafeRows);
            Assert.Throws<ObjectDisposedException>(() => output.Append("{}"u8));
        }

        Assert.Equal("{\"id\":\"a\"}\n", File.ReadAllText(Out));
        Assert.Equal([Out], Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void Resume_AfterTruncationAtEveryByte_LosesAndRepeatsNothing()
    {
        var rows = Enumerable.Range(0, 7).Select(i => $"{{\"id\":\"é{i}\",\"outcomes\":[{{\"value\":{i}}}]}}").ToList();
        Write(rows, complete: false);
        var whole = File.ReadAllBytes(Part);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Part, whole[..length]);
            using (var output = Open(OutputMode.Resume))
            {
                var kept = (int)output.ResumedRows;
                Assert.Equal(whole.AsSpan(0, length).Count((byte)'\n'), kept);
                Assert.Equal(length - new FileInfo(Part).Length, output.CutBytes);
                Assert.Equal(rows.Take(kept).Select(row => RowHashes.OfOutput(Encoding.UTF8.GetBytes(row))), output.ResumedHashes().Select(hashes => hashes.Output));
                foreach (var row in rows.Skip(kept))
                    output.Append(Encoding.UTF8.GetBytes(row));
                output.Complete();
            }

            Assert.Equal(whole, File.ReadAllBytes(Out));
            Write(rows, complete: false);
        }
    }

    [Fact]
    public void Resume_WithoutTruncation_WasPossibleTwice()
    {
        Write(["{\"id\":\"a\"}"], complete: false);
        using (var output = Open(OutputMode.Resume))
            output.Append("{\"id\":\"b\"}"u8);
        using (var output = Open(OutputMode.Resume))
        {
            Assert.Equal(2, output.ResumedRows);
            output.Complete();
        }

        Assert.Equal("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", File.ReadAllText(Out));
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\"\n")]
    [InlineData("{\"id\":\"a\"}\n\0\0\0\0\n{\"id\":\"c\"}\n")]
    [InlineData("{\"id\":\"a\"}\n\n{\"id\":\"c\"}\n")]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"x\"}\n{\"id\":\"c\"}\n")]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"c\"}\n")]
    public void Resume_LineThatIsNotTheOneWritten_CutsThereAndAfter(string content)
    {
        Write(["{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}"], complete: false);
        File.WriteAllText(Part, content);
        using (var output = Open(OutputMode.Resume))
        {
            Assert.Equal(1, output.ResumedRows);
            Assert.Single(output.ResumedHashes());
        }

        Assert.Equal("{\"id\":\"a\"}\n", File.ReadAllText(Part));
    }

    [Fact]
    public void Resume_LongAndManyRows_AreAllRead()
    {
        var random = new Random(2);
        var ids = Enumerable.Range(0, 4000).Select(i => $"{i}-{new string('x', (int)Math.Exp(random.NextDouble() * 12.8) / 3)}").ToList();
        Write([.. ids.Select(id => $"{{\"id\":\"{id}\"}}")], complete: false);
        using var output = Open(OutputMode.Resume);
        Assert.Equal(ids.Count, output.ResumedRows);
        Assert.Equal(0, output.CutBytes);
    }

    [Fact]
    public void Open_UnfinishedOutput_IsRefusedResumedOrRestarted()
    {
        Write(["{\"id\":\"a\"}"], complete: false);
        Assert.Equal($"{Out}: an earlier run left {Part}. Give --resume to go on after its last row, or --restart to throw it away.", Refusal());
        Assert.Equal("{\"id\":\"a\"}\n", File.ReadAllText(Part));
        using (var output = Open(OutputMode.Restart))
            Assert.Equal(0, output.ResumedRows);
        Assert.Equal("", File.ReadAllText(Part));
        using (var output = Open(OutputMode.Resume))
            Assert.Equal((0, false), (output.ResumedRows, output.AlreadyComplete));
    }

    [Fact]
    public void Resume_NothingUnfinished_StartsOrIsAlreadyComplete()
    {
        using (var output = Open(OutputMode.Resume))
        {
            Assert.False(output.AlreadyComplete);
            output.Complete();
        }

        using var complete = Open(OutputMode.Resume);
        Assert.True(complete.AlreadyComplete);
        Assert.Throws<ObjectDisposedException>(() => complete.Append("{}"u8));
    }

    [Fact]
    public void Resume_OtherFingerprint_IsRefusedAndSaysWhatDiffers()
    {
        Write(["{\"id\":\"a\"}"], complete: false, new() { ["tool"] = "math", ["input"] = "sha 1", ["gone"] = "x" });
        var message = Refusal(OutputMode.Resume, new() { ["tool"] = "bleu", ["input"] = "sha 1", ["added"] = "y" });
        Assert.Contains("added was not set and is now 'y'; gone was 'x' and is now not set; tool was 'math' and is now 'bleu'. ", message, StringComparison.Ordinal);
        Assert.Contains("--restart", message, StringComparison.Ordinal);
        Assert.Equal("{\"id\":\"a\"}\n", File.ReadAllText(Part));
        using var same = Open(OutputMode.Resume, new() { ["gone"] = "x", ["input"] = "sha 1", ["tool"] = "math" });
        Assert.Equal(1, same.ResumedRows);
    }

    [Theory]
    [InlineData(null, "it is missing")]
    [InlineData("{\"format\":2}", "it is damaged")]
    [InlineData("{\n", "it is damaged")]
    [InlineData("[]\n", "it is damaged")]
    [InlineData("{\"format\":9,\"fingerprint\":{}}\n", "it was written by another version")]
    public void Resume_RecordUnreadable_IsRefused(string? content, string reason)
    {
        Write(["{\"id\":\"a\"}"], complete: false);
        if (content is null)
            File.Delete(Record);
        else
            File.WriteAllText(Record, content);
        Assert.Contains(reason, Refusal(OutputMode.Resume), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HeldByAnother_IsRefused()
    {
        using var first = Open();
        first.Append("{\"id\":\"a\"}"u8);
        Assert.Contains("another process is writing", Refusal(OutputMode.Resume), StringComparison.Ordinal);
        Assert.Contains("another process is writing", Refusal(OutputMode.Restart), StringComparison.Ordinal);
        first.Complete();
        Assert.Equal("{\"id\":\"a\"}\n", File.ReadAllText(Out));
    }

    [Fact]
    public void Open_PathThatCannotBeAnOutput_SaysWhy()
    {
        var link = _folder.Path("link.jsonl");
        File.CreateSymbolicLink(link, _folder.Write("in.jsonl", "{}"u8.ToArray()));
        Directory.CreateSymbolicLink(_folder.Path("folder"), _folder.Root);
        foreach (var (path, input, reason) in new[]
        {
            ("", null, "the path is empty"),
            (_folder.Root, null, "this is a directory"),
            (_folder.Path("new/"), null, "this is a directory"),
            (_folder.Path("none/out"), null, "there is no folder"),
            (_folder.Path("out.jsonl.gz"), null, "output is not compressed"),
            ("/dev/null", null, "this is a device"),
            ("/dev/stdout", null, "this is a device"),
            (_folder.Path("in.jsonl"), _folder.Path("./in.jsonl"), "the output would replace the input"),
            (link, _folder.Path("in.jsonl"), "the output would replace the input"),
            (_folder.Path("in.jsonl"), link, "the output would replace the input"),
            (_folder.Path("folder/in.jsonl"), _folder.Path("in.jsonl"), "the output would replace the input"),
            (Out, Part, "the output would replace the input"),
        })
        {
            var error = Assert.Throws<OutputException>(() => ResumableOutput.Open(new ResumableOutputOptions { Path = path, InputPath = input }));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }

        Assert.Contains("stdout", Assert.Throws<OutputException>(() => ResumableOutput.Open(new ResumableOutputOptions { Path = "-" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkedOutput_WritesWhereTheLinkPoints()
    {
        var link = _folder.Path("link.jsonl");
        File.CreateSymbolicLink(link, Out);
        using (var output = ResumableOutput.Open(new ResumableOutputOptions { Path = link }))
        {
            output.Append("{}"u8);
            output.Complete();
        }

        Assert.Equal("{}\n", File.ReadAllText(Out));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void StandardOutput_Rows_AreWrittenAndCannotBeResumed()
    {
        using var stream = new MemoryStream();
        var options = new ResumableOutputOptions { Path = "-", StandardOutput = stream };
        using (var output = ResumableOutput.Open(options))
        {
            output.Append("{}"u8);
            output.Complete();
        }

        Assert.Equal("{}\n"u8, stream.ToArray());
        Assert.Throws<OutputException>(() => ResumableOutput.Open(options with { Mode = OutputMode.Resume }));
    }

    [Fact]
    public void Append_DiskFull_SaysHowManyRowsAreSafe()
    {
        using var output = ResumableOutput.Open(new ResumableOutputOptions { Path = "-", StandardOutput = new FullDisk(10), FlushBytes = 1 });
        output.Append("{}"u8);
        output.Append("{}"u8);
        var error = Assert.Throws<OutputException>(() => output.Append("{\"id\":1}"u8));
        Assert.Equal("stdout: writing failed: No space left on device. At least 2 rows were written before it.", error.Message);
        Assert.Throws<OutputException>(output.Complete);
    }

    [Fact]
    public void Append_WhatIsNoLine_IsRefused()
    {
        using var output = Open();
        Assert.Throws<ArgumentException>(() => output.Append(default));
        Assert.Throws<ArgumentException>(() => output.Append("{\n}"u8));
    }

    [Fact]
    public void Append_RowAfterTheInterval_IsHandedOverAtOnce()
    {
        using var output = ResumableOutput.Open(new ResumableOutputOptions { Path = Out, FlushInterval = TimeSpan.Zero });
        output.Append("{\"id\":\"a\"}"u8);
        Assert.Equal(11, new FileInfo(Part).Length);
        Assert.Equal(1, output.SafeRows);
    }

    private ResumableOutput Open(OutputMode mode = OutputMode.New, Dictionary<string, string>? fingerprint = null) =>
        ResumableOutput.Open(new ResumableOutputOptions { Path = Out, Mode = mode, Fingerprint = fingerprint ?? [] });

    private string Refusal(OutputMode mode = OutputMode.New, Dictionary<string, string>? fingerprint = null) =>
        Assert.Throws<OutputException>(() => Open(mode, fingerprint)).Message;

    private void Write(IReadOnlyList<string> rows, bool complete, Dictionary<string, string>? fingerprint = null)
    {
        using var output = Open(OutputMode.New, fingerprint);
        foreach (var row in rows)
            output.Append(Encoding.UTF8.GetBytes(row));
        if (complete)
            output.Complete();
    }
}
