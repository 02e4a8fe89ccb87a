// What fingers, mice and keys mean on a tile: tap, hold for more, drag or arrows for the level.
import { useRef, useState } from "preact/hooks";

interface Wishes {
  level: number | null; // percent now; null where there is none to set
  onTap: () => void;
  onHold: () => void;
  onLevel: (level: number) => void;
}

const HOLD = 500; // ms
const SLIP = 8; // px before a touch is a drag
const clamp = (level: number) => Math.round(Math.min(100, Math.max(1, level)));

/** Return the event handlers of a tile and the level under the finger, null when there is none. */
export function useGesture({ level, onTap, onHold, onLevel }: Wishes) {
  const [dragged, setDragged] = useState<number | null>(null);
  const touch = useRef({ x: 0, y: 0, width: 1, from: 0, timer: 0, is: "key" });
  const end = () => {
    clearTimeout(touch.current.timer);
    setDragged(null);
  };
  const levelAt = (event: PointerEvent) => {
    const { x, width, from } = touch.current;
    return clamp(from + (100 * (event.clientX - x)) / width);
  };
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      const { width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const hold = () => {
        touch.current.is = "held";
        onHold();
      };
      clearTimeout(touch.current.timer);
      touch.current = {
        x: event.clientX, y: event.clientY, width, from: level ?? 0, is: "tap",
        timer: setTimeout(hold, HOLD),
      };
    },
    onPointerMove(event: PointerEvent) {
      const { x, y, timer, is } = touch.current;
      if (is !== "tap" && is !== "drag") return;
      const [dx, dy] = [Math.abs(event.clientX - x), Math.abs(event.clientY - y)];
      if (is === "tap" && Math.max(dx, dy) > SLIP) {
        clearTimeout(timer);
        touch.current.is = level !== null && dx > dy ? "drag" : "moved";
        if (touch.current.is === "drag") {
          (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        }
      }
      if (touch.current.is === "drag") setDragged(levelAt(event));
    },
    onPointerUp(event: PointerEvent) {
      if (touch.current.is === "drag") onLevel(levelAt(event));
      end();
    },
    onPointerCancel() {
      touch.current.is = "key";
      end();
    },
    onPointerLeave() {
      if (touch.current.is === "tap") clearTimeout(touch.current.timer);
    },
    onClick() {
      // Keys come here without a pointer; a drag or hold must not also be a tap.
      const { is } = touch.current;
      touch.current.is = "key";
      if (is === "key" || is === "tap") onTap();
    },
    onContextMenu(event: Event) {
      event.preventDefault();
    },
    onKeyDown(event: KeyboardEvent) {
      touch.current.is = "key";
      const step = { ArrowRight: 10, ArrowUp: 10, ArrowLeft: -10, ArrowDown: -10 }[event.key];
      if (level === null || step === undefined) return;
      event.preventDefault();
      onLevel(clamp(level + step));
    },
  };
  return { handlers, dragged };
}
