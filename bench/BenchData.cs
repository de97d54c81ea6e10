namespace Rlar.Bench;

/// <summary>The data that some benchmarks measure with. They are other people's, so they are not in the repository.</summary>
internal static class BenchData
{
    // A file's name is enough to find it in what its authors publish.
    private static readonly (string Name, string Source)[] s_sources =
    [
        ("math_verify_cases_dev", "Math-Verify's own tests (github.com/huggingface/Math-Verify, tests/) as {gold,pred,expected,precision,strict,...}"),
        ("math_pairs_dev", "references and answers that are equal or not by construction, as {kind,gold,answer,label}"),
        ("reported_cases_dev", "checks after public bug reports, rows {tool,input,expected}"),
        ("gaming_cases_dev", "completions that game a tool or nearly miss, rows {tool,row,completion,expected,set}"),
        ("nq301_human_dev", "open questions with three people's verdicts (github.com/ehsk/OpenQA-eval), rows {question,references,answer,label}"),
        ("ifeval_input", "input_data.jsonl of IFEval (github.com/google-research/google-research, instruction_following_eval/data)"),
        ("ifeval_responses_2models", "input_response_data_*.jsonl of IFEval (github.com/google-research/google-research), with its own verdicts"),
        ("humaneval.", "HumanEval.jsonl (github.com/openai/human-eval)"),
        ("humanevalpack_python_programs", "HumanEvalPack's Python (huggingface.co/datasets/bigcode/humanevalpack), a row {program,label} a program"),
        ("comet_", "the sentence pairs that COMET is tested with (github.com/Unbabel/COMET, tests/data)"),
        (".gguf", "a model of 'rlar models list', or of the name on huggingface.co"),
        ("MiniLM", "all-MiniLM-L6-v2 as ONNX: 'rlar models pull all-minilm-l6-v2', and give its folder as the argument"),
    ];

    /// <summary>What to do about a file that is not there.</summary>
    /// <param name="path">Where it was looked for.</param>
    internal static string Missing(string path)
    {
        var source = s_sources.FirstOrDefault(known => path.Contains(known.Name, StringComparison.Ordinal)).Source;
        return $"there is no {path}. It is no part of the repository"
            + $"{(source is null ? "" : $": {source}")}. --shared FOLDER names the folder that has data/ and models/ with such files.";
    }

    /// <summary>A path, where something is there.</summary>
    /// <exception cref="BenchDataException">Nothing is.</exception>
    internal static string Require(string path) => File.Exists(path) || Directory.Exists(path) ? path : throw new BenchDataException(Missing(path));
}
