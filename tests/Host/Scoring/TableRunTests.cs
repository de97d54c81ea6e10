using Apache.Arrow;
using ParquetSharp.Arrow;

namespace Rlar.Host.Tests.Scoring;

/// <summary>The real program with tables in and out.</summary>
public sealed class TableRunTests : IDisposable
{
    private const int Rows = 12_000;

    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Score_ParquetKilledAtAnyTime_GivesTheBytesOfAnUninterruptedRun()
    {
        WriteParquet("in.parquet");
        Assert.Equal(0, _rlar.Run(["score", "in.parquet", "-o", "whole.parquet", "--tool", "exact-match", "-q"]).Code);
        var random = new Random(11);
        var kills = 0;
        for (var attempt = 0; attempt < 8 && !File.Exists(_rlar.PathOf("out.parquet")); attempt++)
        {
            using var process = _rlar.Start("score", "in.parquet", "-o", "out.parquet", "--tool", "exact-match", "-q", "--resume");
            while (!process.HasExited && !File.Exists(_rlar.PathOf(attempt % 2 == 0 ? "out.parquet.part" : "out.parquet.part.tmp")))
                Thread.Sleep(1);
            if (!process.WaitForExit(random.Next(60)))
            {
                process.Kill();
                process.WaitForExit();
                kills++;
            }
        }

        Assert.True(kills > 0);
        Assert.Equal(0, _rlar.Run(["score", "in.parquet", "-o", "out.parquet", "--tool", "exact-match", "-q", "--resume"]).Code);
        Assert.Equal(File.ReadAllBytes(_rlar.PathOf("whole.parquet")), File.ReadAllBytes(_rlar.PathOf("out.parquet")));
        Assert.Empty(Directory.GetFiles(_rlar.Folder, "*.part*"));
    }

    [Fact]
    public void Commands_ThatReadRows_ReadTables()
    {
        WriteParquet("in.parquet", 3);
        _rlar.Write("in.csv", "prompt,reference,completion", "1?,1,1", "2?,2,2", "3?,3,no");
        _rlar.Write("rewards.csv", "id,rewards", "a,\"[1,0]\"");
        var tool = _rlar.Run(["tools", "run", "exact-match", "in.csv"]);
        Assert.Equal((0, 3), (tool.Code, tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal(tool.Output, _rlar.Run(["tools", "run", "exact-match", "in.parquet"]).Output);
        Assert.Contains("\"advantages\":[", _rlar.Run(["advantages", "rewards.csv"]).Output, StringComparison.Ordinal);
        Assert.Contains("several splits", Folder().Error, StringComparison.Ordinal);

        (int Code, string Output, string Error) Folder()
        {
            Directory.CreateDirectory(_rlar.PathOf("set"));
            foreach (var split in new[] { "train", "test" })
                File.Copy(_rlar.PathOf("in.csv"), _rlar.PathOf($"set/{split}.csv"));
            Assert.Equal(tool.Output, _rlar.Run(["tools", "run", "exact-match", "set", "--split", "test"]).Output);
            return _rlar.Run(["tools", "run", "exact-match", "set"]);
        }
    }

    [Fact]
    public void Score_OutputAsCsv_IsBadUsage()
    {
        WriteParquet("in.parquet", 3);
        var run = _rlar.Run(["score", "in.parquet", "-o", "out.csv"]);
        Assert.Equal(2, run.Code);
        Assert.Contains("Name the output .jsonl or .parquet", run.Error, StringComparison.Ordinal);
    }

    private void WriteParquet(string name, int rows = Rows)
    {
        var (prompts, references, completions) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder());
        for (var i = 1; i <= rows; i++)
        {
            prompts.Append($"{i}?");
            references.Append($"{i}");
            completions.Append(i % 3 == 0 ? "no" : $"{i}");
        }

        IArrowArray[] columns = [prompts.Build(), references.Build(), completions.Build()];
        string[] names = ["prompt", "reference", "completion"];
        var batch = new RecordBatch(new Schema([.. names.Select((column, i) => new Field(column, columns[i].Data.DataType, true))], null), columns, rows);
        using var writer = new FileWriter(_rlar.PathOf(name), batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.Close();
    }
}
