using System.Buffers;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// The marks of calls that models are trained on, from their chat templates and from the parsers of vLLM, SGLang and llama.cpp. What stands
/// between the marks is read by what it is (<see cref="CallContents"/>): models of one family mix JSON, tags and Python under one mark.
/// </summary>
internal static class CallForms
{
    private static readonly CallForm[] s_all =
    [
        // Tags around JSON, tags or Python: a tag that is not closed is no call.
        new("<tool_call>", "</tool_call>", CallContents.Enclosed), // Hermes, Qwen, GLM, Granite 4, Ernie, Nemotron, MiMo, Hunyuan
        new("<tool_calls>", "</tool_calls>", CallContents.Enclosed), // Jamba, Hunyuan, MiniMax M1
        new("<function_calls>", "</function_calls>", CallContents.Enclosed), // Anthropic, Olmo 3
        new("<TOOLCALL>", "</TOOLCALL>", CallContents.Enclosed), // Nemotron
        new("<tools>", "</tools>", CallContents.Enclosed), // Qwen2.5 Coder
        new("<longcat_tool_call>", "</longcat_tool_call>", CallContents.Enclosed),
        new("<seed:tool_call>", "</seed:tool_call>", CallContents.Enclosed),
        new("<minimax:tool_call>", "</minimax:tool_call>", CallContents.Enclosed),
        new("<｜DSML｜function_calls>", "</｜DSML｜function_calls>", CallContents.Enclosed), // DeepSeek V3.2
        new("<｜DSML｜tool_calls>", "</｜DSML｜tool_calls>", CallContents.Enclosed), // DeepSeek V4
        new("```tool_code", "```", CallContents.Enclosed), // Gemma 3
        new("```tool_call", "```", CallContents.Enclosed),

        // The same with special tokens.
        new("<function_call>", "</function_call>", CallContents.Enclosed, MayStayOpen: true), // Granite 20B, which has no closing mark
        new("<|tool_call|>", "<|/tool_call|>", CallContents.Enclosed, MayStayOpen: true), // Granite 3, Phi-4
        new("<|tool_call_start|>", "<|tool_call_end|>", CallContents.Enclosed, MayStayOpen: true), // LFM2
        new("<|tools_prefix|>", "<|tools_suffix|>", CallContents.Enclosed, MayStayOpen: true), // Apertus
        new("<|python_tag|>", "<|eom_id|>", CallContents.Enclosed, MayStayOpen: true), // Llama 3
        new("<|python_start|>", "<|python_end|>", CallContents.Enclosed, MayStayOpen: true), // Llama 4
        new("<|action_start|><|plugin|>", "<|action_end|>", CallContents.Enclosed, MayStayOpen: true), // InternLM
        new("<|START_ACTION|>", "<|END_ACTION|>", CallContents.Enclosed, MayStayOpen: true), // Cohere
        new("<|function_call|>", "<|message_sep|>", CallContents.Enclosed, MayStayOpen: true), // GigaChat
        new("function call<|role_sep|>", "<|message_sep|>", CallContents.Enclosed, MayStayOpen: true), // GigaChat
        new("<|tool_call>", "<tool_call|>", CallContents.Enclosed, MayStayOpen: true), // Gemma 4
        new("<start_function_call>", "<end_function_call>", CallContents.Enclosed, MayStayOpen: true), // FunctionGemma
        new("[TOOL_CALLS]", "</s>", CallContents.Enclosed, MayStayOpen: true), // Mistral
        new("functools", "", CallContents.Enclosed, MayStayOpen: true, PlainMarks.IsBeforeList), // Phi-4 mini, Firefunction
        new("<<function>>", "", CallContents.Enclosed, MayStayOpen: true), // Gorilla

        // A name, a mark and JSON. The sections around the calls of DeepSeek, Kimi and Step have no content of their own and need no row.
        new("<｜tool▁call▁begin｜>", "<｜tool▁call▁end｜>", CallContents.Enclosed, MayStayOpen: true), // DeepSeek V3, R1, V3.1
        new("<|tool▁call▁begin|>", "<|tool▁call▁end|>", CallContents.Enclosed, MayStayOpen: true), // the same with bars of ASCII
        new("<｜tool_call_begin｜>", "<｜tool_call_end｜>", CallContents.Enclosed, MayStayOpen: true), // Step 3
        new("<|tool_call_begin|>", "<|tool_call_end|>", CallContents.Enclosed, MayStayOpen: true), // Kimi K2
        new(">>>", "", CallContents.Addressed, MayStayOpen: true, PlainMarks.IsRecipient), // Functionary 3.2
        new("✿FUNCTION✿:", "✿RESULT✿", CallContents.Enclosed, MayStayOpen: true), // Qwen-Agent
        new("Action:", "", ReActCalls.Read, Begins: ReActCalls.Begin), // ReAct, Command R

        // Tags that name the tool.
        new("<function=", "</function>", TaggedCalls.Read), // Llama 3.1, Functionary 3.1, Qwen3 Coder, Seed, Step 3.5
        new("<function name=\"", "</function>", TaggedCalls.Read), // MiniCPM 5
        new("<invoke name=\"", "</invoke>", TaggedCalls.Read), // Anthropic, MiniMax M2
        new("<｜DSML｜invoke name=\"", "</｜DSML｜invoke>", TaggedCalls.Read), // DeepSeek V3.2
        new("<steptml:invoke name=\"", "</steptml:invoke>", TaggedCalls.Read), // Step 3
        new("<invoke>", "</invoke>", CallContents.Enclosed), // Claude 2
        new("<tool_use>", "</tool_use>", CallContents.Enclosed), // prompts in Claude's manner

        // gpt-oss's messages where special tokens were left out.
        new("commentary to=", "", HarmonyCalls.ReadPlain, Begins: HarmonyCalls.BeginPlain),
    ];

    private static readonly SearchValues<string> s_marks = SearchValues.Create([.. s_all.Select(form => form.Open)], StringComparison.Ordinal);

    /// <summary>The form that a text has from a place on first, and where.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    public static (CallForm Form, int At)? Next(string text, int from)
    {
        while (from < text.Length && text.AsSpan(from).IndexOfAny(s_marks) is var length and >= 0)
        {
            from += length;
            foreach (var form in s_all)
            {
                if (string.CompareOrdinal(text, from, form.Open, 0, form.Open.Length) == 0 && (form.Begins is null || form.Begins(text, from)))
                    return (form, from);
            }

            from++;
        }

        return null;
    }
}
