namespace Rlar.Agents.Classification;

/// <summary>What the nine tasks are called elsewhere: by data sets, benchmarks, papers and models.</summary>
internal static class TaskSynonyms
{
    /// <summary>The most words of a synonym.</summary>
    internal const int MostWords = 4;

    /// <summary>The names, parted by bars.</summary>
    internal static (string Task, string Names)[] Rows { get; } =
    [
        ("mathematics", "math|maths|mathematic|mathematical|mathematical reasoning|math reasoning|maths reasoning|math word problem|word problem"),
        ("mathematics", "arithmetic|arithmetics|algebra|geometry|calculus|trigonometry|number theory|combinatorics|probability|statistics problem"),
        ("mathematics", "numerical reasoning|quantitative reasoning|math problem solving|math qa|mathqa|gsm8k|competition math|equation solving"),
        ("mathematics", "calculation|theorem proving|proof writing|matemática|matemáticas|mathématiques|mathematik|matematica|математика|数学|수학"),
        ("code", "coding|programming|program|software|software engineering|code generation|code completion|code writing|program synthesis"),
        ("code", "computer programming|text to sql|text2sql|sql|sql generation|nl2sql|python|python code|javascript|c++|c#|csharp|java|rust|bash"),
        ("code", "regex|regular expression|debugging|bug fixing|code repair|program repair|code review|code explanation|code translation"),
        ("code", "code editing|code understanding|refactoring|competitive programming|algorithm design|unit test generation|test generation"),
        ("code", "humaneval|mbpp|leetcode|programmierung|programmation|编程|代码"),
        ("instruction-following", "instruction following|instructions|instruction|follow instructions|constrained generation|constrained writing"),
        ("instruction-following", "constraint following|constraint satisfaction|verifiable instructions|controlled generation"),
        ("instruction-following", "controllable generation|ifeval|ifbench|if|precise instruction following|format following|formatting constraints"),
        ("instruction-following", "formatted writing|constrained text generation"),
        ("translation", "translate|translating|translator|machine translation|mt|nmt|language translation|text translation|translation task"),
        ("translation", "localisation|localization|übersetzung|traduction|traducción|traduzione|tradução|перевод|翻译|翻訳|번역|interlingual translation"),
        ("translation", "cross lingual translation|wmt"),
        ("summarisation", "summarization|summary|summarise|summarize|summarising|summarizing|text summarization|text summarisation"),
        ("summarisation", "abstractive summarization|abstractive summarisation|extractive summarization|document summarization"),
        ("summarisation", "dialogue summarization|meeting summarization|tldr|tl dr|abstract generation|headline generation|condensation"),
        ("summarisation", "zusammenfassung|résumé de texte|resumen|riassunto|реферирование|摘要|要約"),
        ("qa", "question answering|questionanswering|question answer|q a|q and a|q&a|open qa|open domain qa|open domain question answering"),
        ("qa", "closed book qa|closed book question answering|factual qa|factoid qa|factual question|factual question answering|fact lookup|trivia"),
        ("qa", "knowledge qa|general knowledge|knowledge question|reading comprehension|extractive qa|multi hop qa|multihop qa|multiple choice"),
        ("qa", "multiple choice qa|mcq|mcqa|commonsense qa|information seeking|factual|knowledge|science qa|scientific qa|explanation"),
        ("qa", "fragenbeantwortung|question réponse|问答|質問応答|context qa|contextual qa"),
        ("safety", "harmful request|harmful|harm|harmfulness|harmlessness|refusal|refuse|refusals|unsafe|unsafe request|red teaming|red team"),
        ("safety", "redteaming|jailbreak|toxicity|content moderation|moderation|dangerous content|policy violation|safety refusal|safe completion"),
        ("safety", "safety alignment|harmful content|sicherheit"),
        ("tool-call", "tool call|tool calling|toolcall|tool use|tooluse|tool usage|tool|function call|function calling|functioncall|function use"),
        ("tool-call", "api call|api calling|api use|api usage|agent|agentic|agent action|agentic task|plugin call|mcp|action calling"),
        ("tool-call", "tool invocation|function invocation|bfcl|toolformer"),
        ("dialogue", "dialog|dialogs|conversation|conversational|chat|chatting|chitchat|chit chat|small talk|smalltalk|open ended chat"),
        ("dialogue", "open ended dialogue|open domain dialogue|casual conversation|casual chat|role play|roleplay|role playing|persona chat"),
        ("dialogue", "multi turn dialogue|advice|open ended|emotional support|creative writing|brainstorming|general chat|assistant chat"),
        ("dialogue", "companionship|open ended question|gespräch|dialogo|对话|聊天|雑談|대화"),
    ];
}
