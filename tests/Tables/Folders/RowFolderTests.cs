using System.Text;
using Apache.Arrow.Types;

namespace Rlar.Tables.Tests.Folders;

public sealed class RowFolderTests
{
    private static string Row(string id) => $$"""{"id":"{{id}}"}""";

    private static byte[] Table(params string[] ids) => TestTables.ArrowStream(TestTables.Batch([TestTables.Field("id", StringType.Default)], ids.Select(Row)));

    [Fact]
    public void Read_SavedByHuggingFace_FollowsItsStateAndNotTheNames()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.PathOf("data-00000-of-00002.arrow"), Table("a"));
        File.WriteAllBytes(folder.PathOf("data-00001-of-00002.arrow"), Table("b", "c"));
        File.WriteAllBytes(folder.PathOf("data-00002-of-00003.arrow"), Table("of an earlier save"));
        var state = folder.Write("state.json", """{"_data_files":[{"filename":"data-00001-of-00002.arrow"},{"filename":"data-00000-of-00002.arrow"}]}""");
        var root = Path.GetDirectoryName(state)!;
        Assert.Equal([Row("b"), Row("c"), Row("a")], TestTables.Read(root));

        File.WriteAllText(state, """{"_data_files":[{"filename":"data-00000-of-00002.arrow"}],"_indices_files":[{"filename":"i.arrow"}]}""");
        Assert.Contains("flatten_indices()", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
        File.WriteAllText(state, """{"_data_files":[{"filename":"gone.arrow"}]}""");
        Assert.Contains("names gone.arrow, which is not there", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
        File.WriteAllText(state, "{");
        Assert.Contains("state.json cannot be read", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralSplits_AsksWhich()
    {
        using var folder = new TempFolder();
        var root = Path.GetDirectoryName(folder.Write("dataset_dict.json", """{"splits":["train","test"]}"""))!;
        foreach (var split in new[] { "train", "test" })
        {
            Directory.CreateDirectory(folder.PathOf(split));
            File.WriteAllText(Path.Combine(root, split, "state.json"), """{"_data_files":[{"filename":"d.arrow"}],"_indices_files":null}""");
            File.WriteAllBytes(Path.Combine(root, split, "d.arrow"), Table(split));
        }

        Assert.Contains("several splits: train, test. Choose one, for example --split train.", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
        Assert.Equal([Row("test")], TestTables.Read(root, TestTables.Scoring with { Split = "test" }));
        Assert.Contains("no split 'dev'", TestTables.Refusal(() => TestTables.Read(root, TestTables.Scoring with { Split = "dev" })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/tr*\n  - split: test\n    path: \"x.jsonl\"", "train, test", "train")]
    [InlineData("license: mit\nconfigs:\n  - config_name: main\n    data_files:\n      - split: train\n        path:\n          - x.jsonl\n          - data/tr1.jsonl\ntags:\n- data_files", "", "x 1")]
    [InlineData("configs:\n- config_name: a\n  data_files: x.jsonl\n- config_name: b\n  data_files:\n  - data/*.jsonl", "a/train, b/train", "x")]
    [InlineData("configs:\n- config_name: default\n  data_files: x.jsonl\n- config_name: b\n  data_files:\n  - gone", "", "x")]
    [InlineData("license: mit", "", "x 1 2")]
    public void Read_Readme_NamesTheFiles(string head, string splits, string first)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("data"));
        folder.Write("data/tr1.jsonl", Row("1"));
        folder.Write("data/tr2.jsonl", Row("2"));
        folder.Write("x.jsonl", Row("x"));
        var root = Path.GetDirectoryName(folder.Write("README.md", $"---\n{head}\n---\n# configs:\n- path: none"))!;
        if (splits.Length > 0)
            Assert.Contains($"several splits: {splits}.", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
        else
            Assert.Equal(first.Split(' ').Select(Row).Order(), TestTables.Read(root).Order());
        if (splits.StartsWith("train", StringComparison.Ordinal))
            Assert.Equal([Row("1"), Row("2")], TestTables.Read(root, TestTables.Scoring with { Split = "train" }));
    }

    [Fact]
    public void Read_NamesAlone_TellSplitsAndOrder()
    {
        using var folder = new TempFolder();
        var root = Path.GetDirectoryName(folder.Write("2.jsonl", Row("2")))!;
        folder.Write("10.jsonl", Row("10"));
        folder.Write("1.jsonl", "", Row("1"));
        folder.Write("notes.txt", "no row");
        folder.Write("dataset_info.json", "{}");
        Assert.Equal([Row("1"), Row("2"), Row("10")], TestTables.Read(root));

        folder.Write("train-00000-of-00001.jsonl", Row("t"));
        Assert.Contains("several splits: other, train", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
        Assert.Equal([Row("t")], TestTables.Read(root, TestTables.Scoring with { Split = "train" }));
    }

    [Fact]
    public void Read_FolderWithoutRows_SaysWhatItLooksFor()
    {
        using var folder = new TempFolder();
        var root = Path.GetDirectoryName(folder.Write("a.txt", "x"))!;
        Assert.Contains("no file of rows", TestTables.Refusal(() => TestTables.Read(root)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BadRowInOneFile_NamesThatFileAndGoesOn()
    {
        using var folder = new TempFolder();
        var root = Path.GetDirectoryName(folder.Write("a.jsonl", Row("a")))!;
        File.WriteAllBytes(folder.PathOf("b.jsonl"), [.. Encoding.UTF8.GetBytes(Row("b")), (byte)'\n', 0xFF, (byte)'\n', .. Encoding.UTF8.GetBytes(Row("c"))]);
        using var source = Scoring.Rows.LineSource.Open(root, null, TestTables.Scoring with { Formats = new TableFormats() });
        source.Read(CancellationToken.None)!.Dispose();
        source.Read(CancellationToken.None)!.Dispose();
        Assert.Contains("b.jsonl:2: byte 1", TestTables.Refusal(() => source.Read(CancellationToken.None)), StringComparison.Ordinal);
        using var last = source.Read(CancellationToken.None);
        Assert.Equal((4, Row("c")), (last!.Number, Encoding.UTF8.GetString(last.Bytes.Span)));
    }
}
