using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Tables.Tests;

/// <summary>The same rows give the same bytes, whatever they are kept in.</summary>
public sealed class SameRowsTests
{
    private static readonly Field[] s_fields =
    [
        TestTables.Field("id", StringType.Default), TestTables.Field("prompt", StringType.Default), TestTables.Field("answer", StringType.Default),
        TestTables.Field("unused", StringType.Default), TestTables.Field("completions", TestTables.ListOf(StringType.Default)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Score_RandomRows_GivesTheBytesOfJsonLines(int seed)
    {
        using var folder = new TempFolder();
        var lines = Rows(new Random(seed), 700).Select(row => row.ToJsonString()).ToList();
        var batches = lines.Chunk(97).Select(chunk => TestTables.Batch(s_fields, chunk)).ToList();
        folder.Write("rows.jsonl", lines);
        File.WriteAllText(folder.PathOf("rows.json"), JsonNode.Parse($"[{string.Join(',', lines)}]")!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.WriteAllBytes(folder.PathOf("rows.arrow"), TestTables.ArrowStream(batches));
        File.WriteAllBytes(folder.PathOf("rows.feather"), TestTables.ArrowFile(batches));
        TestTables.Parquet(folder.PathOf("rows.parquet"), batches, groupRows: 150);
        File.WriteAllLines(folder.PathOf("rows.csv"), [string.Join(',', s_fields.Select(field => field.Name)), .. lines.Select(CsvLine)]);
        using (var compressor = new ZstdSharp.Compressor())
            File.WriteAllBytes(folder.PathOf("rows.csv.zst"), compressor.Wrap(File.ReadAllBytes(folder.PathOf("rows.csv"))));
        Directory.CreateDirectory(folder.PathOf("shards"));
        for (var i = 0; i < batches.Count; i++)
            TestTables.Parquet(folder.PathOf($"shards/train-{i:00000}-of-{batches.Count:00000}.parquet"), [batches[i]]);

        var expected = await Score(folder, "rows.jsonl");
        Assert.Equal(700, expected.Length);
        foreach (var name in new[] { "rows.json", "rows.arrow", "rows.feather", "rows.parquet", "rows.csv", "rows.csv.zst", "shards" })
            Assert.Equal(expected, await Score(folder, name));
    }

    private static async Task<string[]> Score(TempFolder folder, string name)
    {
        var run = new RewardRun(new FixedRouter(BuiltInTools.Registry.Create("numeric-match"), "v"));
        await run.RunAsync(
            new RowFiles { Input = folder.PathOf(name), Output = folder.PathOf("out.jsonl"), Mode = OutputMode.Restart, Formats = new TableFormats() },
            null, null, TestContext.Current.CancellationToken);
        return folder.Lines("out.jsonl");
    }

    private static IEnumerable<JsonObject> Rows(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var answer = random.Next(100);
            yield return new JsonObject
            {
                ["id"] = $"q{i}",
                ["prompt"] = Text(random) + "?",
                ["answer"] = random.Next(10) == 0 ? null : $"{answer}",
                ["unused"] = random.Next(2) == 0 ? null : Text(random),
                ["completions"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (JsonNode)$"{Text(random)} {random.Next(100)}")]),
            };
        }
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.GetItems(["a", "é", "漢", "😀", "\n", "\t", "\"", "\\", ",", " ", "\u0001", "<"], 1)[0]));

    private static string CsvLine(string line)
    {
        var row = JsonElement.Parse(line);
        return string.Join(',', s_fields.Select(field => row.GetProperty(field.Name) switch
        {
            { ValueKind: JsonValueKind.Null } => "",
            { ValueKind: JsonValueKind.String } text => Quoted(text.GetString()!),
            var list => Quoted(list.GetRawText()),
        }));
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
