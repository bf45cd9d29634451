// The desk's list of sources. Without this file each row is checked by itself.
(() => {
  'use strict';
  // A list whose rows are checked: what is done to those shows once there are some, and all of them are one box.
  for (const bar of document.querySelectorAll('.checked-acts')) {
    const form = bar.closest('form');
    const all = bar.querySelector('.check-rows input');
    const boxes = () => [...form.querySelectorAll('[data-row] input[type="checkbox"]')];
    const tell = () => {
      const checked = boxes().filter((box) => box.checked).length;
      bar.classList.toggle('some-checked', checked > 0);
      all.checked = checked > 0 && checked === boxes().length;
      all.indeterminate = checked > 0 && !all.checked;
    };
    bar.classList.add('waits');
    all.closest('label').hidden = false;
    form.addEventListener('change', ({target}) => {
      if (target === all) for (const box of boxes()) box.checked = all.checked;
      tell();
    });
    tell();   // A page that one comes back to has its boxes as they were.
  }
})();
