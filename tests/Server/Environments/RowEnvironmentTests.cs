using Rlar.Scoring.Rows;
using Rlar.Server.Environments;
using Rlar.Tests;

namespace Rlar.Server.Tests.Environments;

public sealed class RowEnvironmentTests : TempFolder
{
    [Theory]
    [InlineData("gsm8k=train.jsonl", "gsm8k", "train", "train.jsonl")]
    [InlineData("gsm8k:test=a=b.jsonl", "gsm8k", "test", "a=b.jsonl")]
    public void Parse_WhatTheUserWrote_IsNameSplitAndPath(string text, string name, string split, string path) =>
        Assert.Equal(new EnvironmentSource(name, split, path), EnvironmentSource.Parse(text));

    [Theory]
    [InlineData("rows.jsonl")]
    [InlineData("=rows.jsonl")]
    [InlineData("a=")]
    [InlineData("a/b=rows.jsonl")]
    [InlineData("..=rows.jsonl")]
    [InlineData("a:=rows.jsonl")]
    [InlineData("V1=rows.jsonl")]
    public void Parse_WhatNamesNoEnvironment_IsRefused(string text)
    {
        var error = Assert.Throws<EnvironmentException>(() => EnvironmentSource.Parse(text));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SplitsOfOneName_AreOneEnvironment()
    {
        var rows = Write("rows.jsonl", """{"prompt":"a"}""", "", """{"prompt":"b"}""");
        var all = Read(new("x", "train", rows), new("y", "train", rows), new("X", "test", rows));
        Assert.Equal(["x", "y"], all.Select(environment => environment.Name));
        Assert.Equal(["train", "test"], all[0].Splits);
        Assert.Equal([0, 1], all[0].Tasks("test")!.Select(task => task.Index));
        Assert.Null(all[1].Tasks("test"));
    }

    [Fact]
    public void Read_SplitTwiceOrWithoutRowsOrABadRow_IsRefused()
    {
        var rows = Write("rows.jsonl", """{"prompt":"a"}""");
        Assert.Throws<EnvironmentException>(() => Read(new("x", "train", rows), new("x", "train", rows)));
        Assert.ThrowsAny<RlarException>(() => Read(new EnvironmentSource("x", "train", Write("none.jsonl"))));
        var error = Assert.Throws<InputException>(() => Read(new EnvironmentSource("x", "train", Write("bad.jsonl", """{"prompt":"a"}""", """{"answer":"b"}"""))));
        Assert.Equal(2, error.Line);
    }

    private static IReadOnlyList<RowEnvironment> Read(params IReadOnlyList<EnvironmentSource> sources) =>
        RowEnvironment.Read(sources, path => LineSource.Open(path), CancellationToken.None);
}
