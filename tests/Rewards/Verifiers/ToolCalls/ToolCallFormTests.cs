namespace Rlar.Rewards.Tests.Verifiers.ToolCalls;

/// <summary>Every form in which models write calls: one call each, put(key="x1", n=2).</summary>
public sealed class ToolCallFormTests
{
    private const string Tools = """
        {"tools":[{"name":"put","parameters":{"type":"object","properties":{"key":{"type":"string"},"n":{"type":"integer"},"on":{"type":"boolean"},
          "l":{"type":"array"},"o":{"type":"object"}},"required":["key"]}},{"name":"drop","parameters":{"type":"object","properties":{"key":{"type":"string"}}}}]}
        """;

    private const string Call = """{"name": "put", "arguments": {"key": "x1", "n": 2}}""";
    private const string Object = """{"key": "x1", "n": 2}""";

    public static TheoryData<string, string> Forms => new()
    {
        { "Hermes, Qwen", $"<tool_call>\n{Call}\n</tool_call><|im_end|>" },
        { "Qwen3 Coder", "<tool_call>\n<function=put>\n<parameter=key>\nx1\n</parameter>\n<parameter=n>\n2\n</parameter>\n</function>\n</tool_call>" },
        { "Qwen3 Coder, the outer tag forgotten", "<function=put>\n<parameter=key>\nx1\n</parameter>\n<parameter=n>\n2\n</parameter>\n</function>\n</tool_call>" },
        { "Seed", "<seed:tool_call><function=put><parameter=key>x1</parameter><parameter=n>2</parameter></function></seed:tool_call>" },
        { "Llama 3.1, Functionary 3.1", $"<function=put>{Object}</function><|eom_id|>" },
        { "Functionary 3.2", $"put\n{Object}" },
        { "Functionary 3.2, marked", $">>>put\n{Object}<|eot_id|>" },
        { "Functionary 3.2, words first", $">>>all\nI will.\n>>>put\n{Object}" },
        { "Llama 3", Call.Replace("arguments", "parameters", StringComparison.Ordinal) + "<|eot_id|>" },
        { "Llama 3, tag", $"<|python_tag|>{Call}<|eom_id|>" },
        { "Llama 3, tag and Python", "<|python_tag|>put(key='x1', n=2)" },
        { "Llama 4", "<|python_start|>[put(key=\"x1\", n=2)]<|python_end|><|eot|>" },
        { "Mistral, array", $"[TOOL_CALLS] [{Call}]</s>" },
        { "Mistral, name", $"[TOOL_CALLS]put[ARGS]{Object}</s>" },
        { "Mistral, name and id", $"[TOOL_CALLS]put[CALL_ID]a1b2c3d4e[ARGS]{Object}" },
        { "Mistral, as served", $"[TOOL_CALLS]put{Object}" },
        { "DeepSeek V3, R1", $"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>put\n```json\n{Object}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜><｜end▁of▁sentence｜>" },
        { "DeepSeek V3, the call not closed", $"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>put\n```json\n{Object}\n```<｜tool▁calls▁end｜>" },
        { "DeepSeek V3.1", $"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>put<｜tool▁sep｜>{Object}<｜tool▁call▁end｜><｜tool▁calls▁end｜>" },
        { "DeepSeek V3.2", "<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"put\">\n<｜DSML｜parameter name=\"key\" string=\"true\">x1</｜DSML｜parameter>\n<｜DSML｜parameter name=\"n\" string=\"false\">2</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>" },
        { "Kimi K2", $"<|tool_calls_section_begin|><|tool_call_begin|>functions.put:0<|tool_call_argument_begin|>{Object}<|tool_call_end|><|tool_calls_section_end|><|im_end|>" },
        { "GLM 4.5", "<tool_call>put\n<arg_key>key</arg_key>\n<arg_value>x1</arg_value>\n<arg_key>n</arg_key>\n<arg_value>2</arg_value>\n</tool_call>" },
        { "GLM 4.7", "<tool_call>put<arg_key>key</arg_key><arg_value>x1</arg_value><arg_key>n</arg_key><arg_value>2</arg_value></tool_call>" },
        { "Hunyuan 3", "<tool_calls><tool_call>put<tool_sep><arg_key>key</arg_key><arg_value>x1</arg_value><arg_key>n</arg_key><arg_value>2</arg_value></tool_call></tool_calls>" },
        { "LongCat", $"<longcat_tool_call>{Call}</longcat_tool_call>" },
        { "harmony", $"<|channel|>analysis<|message|>drop(key='x9')?<|end|><|start|>assistant<|channel|>commentary to=functions.put <|constrain|>json<|message|>{Object}<|call|>" },
        { "harmony, recipient first", $"<|start|>assistant to=functions.put<|channel|>commentary json<|message|>{Object}<|call|>" },
        { "harmony, without its tokens", $"commentary to=functions.put json{Object}" },
        { "MiniMax M2", "<minimax:tool_call>\n<invoke name=\"put\">\n<parameter name=\"key\">x1</parameter>\n<parameter name=\"n\">2</parameter>\n</invoke>\n</minimax:tool_call>" },
        { "MiniMax M1", $"<tool_calls>\n{Call}\n</tool_calls>" },
        { "Anthropic", "<function_calls>\n<invoke name=\"put\">\n<parameter name=\"key\">x1</parameter>\n<parameter name=\"n\">2</parameter>\n</invoke>\n</function_calls>" },
        { "Claude 2", "<function_calls>\n<invoke>\n<tool_name>put</tool_name>\n<parameters>\n<key>x1</key>\n<n>2</n>\n</parameters>\n</invoke>\n</function_calls>" },
        { "Anthropic, JSON", $$"""{"type":"tool_use","id":"t1","name":"put","input":{{Object}}}""" },
        { "Granite 3", $"<|tool_call|>[{Call}]<|end_of_text|>" },
        { "Granite 20B", $"<function_call> {Call}" },
        { "Olmo 3", "<function_calls>\nput(key=\"x1\", n=2)\n</function_calls>" },
        { "Cohere R7B, A", $$"""<|START_ACTION|>[{"tool_call_id": "0", "tool_name": "put", "parameters": {{Object}}}]<|END_ACTION|>""" },
        { "Cohere R+", $"Action: ```json\n[{{\"tool_name\": \"put\", \"parameters\": {Object}}}]\n```" },
        { "ReAct", $"Thought: I put it.\nAction: put\nAction Input: {Object}" },
        { "ReAct, observation", $"Thought: I put it.\n**Action:** put\n**Action Input:** {Object}\nObservation:" },
        { "ReAct, Python", "Thought: I put it.\nAction: put(key=\"x1\", n=2)" },
        { "LangChain", $"Action:\n```json\n{{\"action\": \"put\", \"action_input\": {Object}}}\n```" },
        { "Qwen-Agent", $"✿FUNCTION✿: put\n✿ARGS✿: {Object}\n✿RESULT✿" },
        { "Phi-4 mini", $"<|tool_call|>[{Call}]<|/tool_call|><|end|>" },
        { "Phi-4 mini, functools", $"functools[{Call}]" },
        { "InternLM", $"<|action_start|><|plugin|>\n{Call}<|action_end|>" },
        { "Jamba", $"<tool_calls>[{Call}]</tool_calls>" },
        { "Nemotron", $"<TOOLCALL>[{Call}]</TOOLCALL>" },
        { "Gemma 3", "```tool_code\nput(key='x1', n=2)\n```" },
        { "Gemma 4", "<|tool_call>call:put{key:<|\"|>x1<|\"|>,n:2}<tool_call|>" },
        { "FunctionGemma", "<start_function_call>call:put{key:<escape>x1<escape>,n:2}<end_function_call>" },
        { "Step 3", "<｜tool_calls_begin｜><｜tool_call_begin｜>function<｜tool_sep｜><steptml:invoke name=\"put\"><steptml:parameter name=\"key\">x1</steptml:parameter><steptml:parameter name=\"n\">2</steptml:parameter></steptml:invoke><｜tool_call_end｜><｜tool_calls_end｜>" },
        { "MiniCPM 5", "<function name=\"put\"><param name=\"key\"><![CDATA[x1]]></param><param name=\"n\">2</param></function>" },
        { "LFM2", "<|tool_call_start|>[put(key=\"x1\", n=2)]<|tool_call_end|>" },
        { "Apertus", $"<|tools_prefix|>[{{\"put\": {Object}}}]<|tools_suffix|>" },
        { "GigaChat", $"<|function_call|>{Call}" },
        { "Gorilla", "<<function>>put(key=\"x1\", n=2)" },
        { "xLAM", $"[{Call}]" },
        { "tags of names", $"<tool_use><name>put</name><arguments>{Object}</arguments></tool_use>" },
        { "OpenAI", """[{"id":"c","type":"function","function":{"name":"put","arguments":"{\"key\": \"x1\", \"n\": 2}"}}]""" },
        { "OpenAI, object", $$$"""[{"id":"c","type":"function","function":{"name":"put","arguments":{{{Object}}}}}]""" },
        { "OpenAI, message", """{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"put","arguments":"{\"key\": \"x1\", \"n\": 2}"}}]}""" },
        { "OpenAI, old", $$$"""{"function_call":{"name":"put","arguments":{{{Object}}}}}""" },
    };

    private static double Score(string metadata, string completion, string expected = """[{"put":{"key":["x1"],"n":[2]}}]""") => Assert.IsType<RewardOutcome.Scored>(
        ToolHarness.Run("tool-call/exact", ToolHarness.QueryOf(expected) with { Metadata = ToolHarness.Json(metadata) }, completion)).Value;

    [Theory]
    [MemberData(nameof(Forms))]
    public void Score_Form_IsReadAndCompared(string model, string completion)
    {
        foreach (var metadata in (string[])[Tools, "{}"])
        {
            Assert.True(Score(metadata, completion) == 1, model);
            Assert.True(Score(metadata, completion.Replace("x1", "x7", StringComparison.Ordinal)) == 0, model);
            Assert.True(Score(metadata, completion, "[]") == 0, model);
            if (completion.Contains("<|channel|>", StringComparison.Ordinal) || completion.Contains("<|START_ACTION|>", StringComparison.Ordinal))
                continue; // marks that end thinking
            Assert.True(Score(metadata, "<think>" + completion + "</think>\nIt is done.") == 0, model);
            Assert.True(Score(metadata, "<think>" + completion) == 0, model);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Score_TwoOfAForm_AreTwoCalls(string model, string completion)
    {
        if (completion[0] is '{' or '[' && completion[1] != 'T' || completion.Contains("tool_code", StringComparison.Ordinal) || model.EndsWith("not closed", StringComparison.Ordinal))
            return;
        var first = completion;
        foreach (var end in (string[])["<|im_end|>", "<|eom_id|>", "<|eot_id|>", "<|eot|>", "</s>", "<|end_of_text|>", "<｜end▁of▁sentence｜>", "<|end|>", "<|stop|>"])
            first = first.EndsWith(end, StringComparison.Ordinal) ? first[..^end.Length] : first;
        const string Both = """[{"put":{"key":["x1"],"n":[2]}},{"put":{"key":["x7"],"n":[2]}}]""";
        var second = completion.StartsWith("put\n", StringComparison.Ordinal) ? ">>>" + completion : completion;
        Assert.True(Score(Tools, first + "\n" + second.Replace("x1", "x7", StringComparison.Ordinal), Both) == 1, model);
        Assert.True(Score(Tools, first + "\n" + second, Both) == 0, model);
        Assert.True(Score(Tools, first + "\n" + second) == 0, model);
    }

    // Tags write no types: the declaration says what a text is, or, without one, the expectation.
    [Theory]
    [InlineData("key", "007", """{"key":["007"]}""", 1, 1)]
    [InlineData("key", "7", """{"key":["007"]}""", 0, 0)]
    [InlineData("key", "\n a b \n", """{"key":["a b"]}""", 1, 1)]
    [InlineData("key", "null", """{"key":["null"]}""", 1, 1)]
    [InlineData("n", "2", """{"n":["2"]}""", 0, 1)]
    [InlineData("n", "2.0", """{"n":[2]}""", 0, 1)]
    [InlineData("n", "two", """{"n":[2]}""", 0, 0)]
    [InlineData("on", "true", """{"on":[true]}""", 1, 1)]
    [InlineData("on", "True", """{"on":[true]}""", 1, 1)]
    [InlineData("on", "false", """{"on":[true]}""", 0, 0)]
    [InlineData("on", "1", """{"on":[true]}""", 0, 0)]
    [InlineData("l", "[1, 2]", """{"l":[[1,2]]}""", 1, 1)]
    [InlineData("l", "['a']", """{"l":[["a"]]}""", 1, 1)]
    [InlineData("l", "[2, 1]", """{"l":[[1,2]]}""", 0, 0)]
    [InlineData("o", "{\"u\": 1}", """{"o":[{"u":[1]}]}""", 1, 1)]
    [InlineData("o", "{\"u\": 2}", """{"o":[{"u":[1]}]}""", 0, 0)]
    public void Score_UntypedValue_IsReadByItsDeclaration(string key, string value, string expected, double declared, double undeclared)
    {
        var (wanted, other) = ($$"""[{"put":{{expected}}}]""", key == "key" ? "" : "<parameter=key>k</parameter>");
        if (other.Length > 0)
            wanted = wanted.Replace("{\"put\":{", "{\"put\":{\"key\":[\"k\"],", StringComparison.Ordinal);
        var completion = $"<function=put>{other}<parameter={key}>{value}</parameter></function>";
        Assert.Equal(declared, Score(Tools, completion, wanted));
        Assert.Equal(undeclared, Score("{}", completion, wanted));
    }

    [Theory]
    [InlineData("<tool_call>{\"name\":\"put\",\"arguments\":{\"key\":\"</tool_call>\"}}</tool_call>", """[{"put":{"key":["</tool_call>"]}}]""", 1)]
    [InlineData("{\"name\":\"put\",\"arguments\":{\"key\":\"<tool_call>\"}}", """[{"put":{"key":["<tool_call>"]}}]""", 1)]
    [InlineData("<tool_call>drop</tool_call>", """[{"drop":{}}]""", 1)]
    [InlineData("<tool_call><function=drop></function></tool_call>", """[{"drop":{}}]""", 1)]
    [InlineData("<function=drop>{}</function>", """[{"drop":{}}]""", 1)]
    [InlineData("{\"name\":\"drop\"}", """[{"drop":{}}]""", 1)]
    [InlineData("{\"name\":\"drop\",\"arguments\":{}}; {\"name\":\"drop\",\"arguments\":{}}", """[{"drop":{}},{"drop":{}}]""", 1)]
    [InlineData("<function=put><parameter=key>a</parameter><parameter=key>b</parameter></function>", """[{"put":{"key":["b"]}}]""", 0)]
    [InlineData("<function=put><parameter=key>a</parameter>", """[{"put":{"key":["a"]}}]""", 0)]
    [InlineData("<tool_call><function=put><parameter=key>a</parameter></function>", """[{"put":{"key":["a"]}}]""", 0)]
    [InlineData("<tool_call>put<arg_key>key</arg_key></tool_call>", """[{"put":{"key":["a"]}}]""", 0)]
    [InlineData("<tool_call>{\"name\":\"put\",\"arguments\":{\"key\":\"a\"}} and so on</tool_call>", """[{"put":{"key":["a"]}}]""", 0)]
    [InlineData("<|channel|>final<|message|>put(key='a')<|return|>", """[{"put":{"key":["a"]}}]""", 0)]
    [InlineData("<|channel|>commentary to=functions.put <|constrain|>json<|message|>{\"key\": \"a", """[{"put":{"key":["a"]}}]""", 0)]
    [InlineData("<|channel|>analysis<|message|>None.<|end|><|start|>assistant<|channel|>final<|message|>It is fine.<|return|>", "[]", 1)]
    [InlineData("<|channel|>analysis<|message|>None", "[]", 0)]
    public void Score_Borders_AreWhereTheFormHasThem(string completion, string expected, double value) => Assert.Equal(value, Score(Tools, completion, expected));
}
