namespace Rlar.Inference.Llama.Grammar;

/// <summary>The texts of JSON Schema's formats.</summary>
internal static class SchemaFormat
{
    // 29 February, leap seconds and years before 1000 are left out.
    private const string Date =
        "[1-9] [0-9]{3} \"-\" ( (\"0\" [13578] | \"1\" [02]) \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01]) | "
        + "(\"0\" [469] | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\") | "
        + "\"02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8]) )";
    private const string Hour = "([01] [0-9] | \"2\" [0-3]) \":\" [0-5] [0-9]";
    private const string Time = Hour + " \":\" [0-5] [0-9] (\".\" [0-9]{1,6})? ( \"Z\" | [-+] " + Hour + " )";

    /// <summary>The grammar of a format, without the quotes around it.</summary>
    /// <exception cref="InferenceException">It is not known.</exception>
    internal static string Of(string format, SchemaNode node) => format switch
    {
        "date" => Date,
        "time" => Time,
        "date-time" => $"{Date} \"T\" {Time}",
        "uuid" => "[0-9a-f]{8} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{4} \"-\" [0-9a-f]{12}",
        _ => throw node.Refused($"the format '{format}' cannot be expressed; date, time, date-time and uuid can"),
    };
}
