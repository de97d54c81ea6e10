using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary><c>rlar classify</c>, in the real program.</summary>
public sealed class ClassifyTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Classify_LabelledRows_WritesALabelALine_AndSaysHowRightItWas()
    {
        _rlar.Write(
            "rows.jsonl",
            "{\"id\":\"a\",\"prompt\":\"Translate into German: the harbour is closed.\",\"task\":\"machine translation\"}",
            "{\"id\":\"b\",\"prompt\":[{\"role\":\"user\",\"content\":\"Write a Python function that reverses a list.\"}],\"task\":\"coding\"}");
        var (code, output, error) = _rlar.Run(["classify", "rows.jsonl", "--labelled", "--probabilities"]);
        Assert.True(code == 0, error);
        var rows = output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["a", "b"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal(["translation", "code"], rows.Select(row => row.GetProperty("task").GetString()));
        Assert.All(rows, row => Assert.Equal(9, row.GetProperty("probabilities").EnumerateObject().Count()));
        Assert.StartsWith("2 rows: accuracy 1.000 with abstentions", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_NoConfidenceIsEnough_IsNull()
    {
        var (code, output, error) = _rlar.Run(["classify", "-", "--least", "1"], "{\"prompt\":\"hello\"}\n");
        Assert.True(code == 0, error);
        Assert.Contains("\"task\":null", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"prompt\":\"hello\"}", "field 'task': a label is needed", "--labelled")]
    [InlineData("{\"prompt\":\"hello\"}", "--least must be between 0 and 1", "--least", "7")]
    [InlineData("{\"prompt\":\"hello\"}", "--rules goes by rules alone", "--rules", "--embedding", "any")]
    public void Classify_WhatItCannotDo_SaysSo(string row, string message, params string[] options)
    {
        var (code, _, error) = _rlar.Run(["classify", "-", .. options], row + "\n");
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
